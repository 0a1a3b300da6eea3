// How sessions open, and what restarts and late packets do to them: spec/session.md.
//
// One initiator and one acceptor. Each process may restart once, at any time. Whatever was sent may
// arrive at any later time, any number of times, or never: the network is the set of what has been sent.
// That is loss, duplication, reordering and old packets at once. Then, at any time, the network may
// become calm: what is sent from then on arrives once, in any order, and timers wait for that.
//
// An OPEN is one that has brought its cookie: before that the acceptor keeps nothing (SES-20). Neither side
// moves to another address.
//
// Each side has one message for the other. Checked at all times: none is delivered twice, or to another
// life than it was meant for; nothing is acknowledged that was not delivered; nobody is told that its
// peer's side has ended while it has not. Checked of a calm network: both sides come to rest, with both
// messages acknowledged or no session at all.

#ifndef MISTAKE
#define MISTAKE 0
#endif

// MISTAKE 1 safety: the initiator takes packets of its earlier life
// MISTAKE 2 safety: the initiator takes an OPENACK of the acceptor's other life
// MISTAKE 3 safety: an open session is ended by a late refusal
// MISTAKE 4 safety: an acceptor that is not open yet sends RESET as it gives up
// MISTAKE 5 safety: a repeat of OPEN makes another session
// MISTAKE 6 safety: a repeat of OPEN makes the acceptor's side open
// MISTAKE 7 safety: the acceptor takes packets of its earlier life
// MISTAKE 8 safety: a RESET of an unknown session ends any session
// MISTAKE 9 liveness: a packet of an unknown session is not answered
// MISTAKE 10 liveness: OPENACK is not repeated
// MISTAKE 11 liveness: a side with nothing to say sends no PING

#define LIVES 2     // of the initiator's process; each opens one session
#define SESSIONS 2  // that the acceptor makes, in both its lives
#define NUMBERS 5   // of packets of one of the acceptor's sessions
#define STORM 2     // as many of them are used while packets get lost
#define ATTEMPTS 2  // repeats of OPEN in a calm network
#define NOBODY 7

mtype = { idle, opening, accepting, open, ended };

bit calm;

// The initiator.
byte life;                // of its process
mtype initiator = idle;   // the phase of its session
byte bound = NOBODY;      // the acceptor's session that it is open with
byte heard;               // the numbers of the packets that came, a bit each
bit isAcknowledged;       // whether its message has been acknowledged
byte attempts;
byte boundOf[LIVES] = NOBODY;

// The acceptor's sessions, of both lives.
mtype acceptor[SESSIONS] = idle;
byte peer[SESSIONS];       // the life of the initiator that asked for it
byte next[SESSIONS];       // the number of the next packet
byte carries[SESSIONS];    // the numbers of the packets with its message, a bit each
bit wasAcknowledged[SESSIONS];
byte made;
bit hasRestarted;

// What was delivered: the acceptor's message of each session, and the initiator's to each session.
bit toInitiator[SESSIONS];
bit toAcceptor[SESSIONS];

// The network: what has been sent. A byte holds one bit for each packet number.
bit sentOpen[LIVES];
bit sentRefusal[LIVES];
byte sentOpenAck[SESSIONS];
byte sentData[SESSIONS];
bit sentPing[SESSIONS];            // of the acceptor, to keep alive
bit sentAck[SESSIONS];             // of the initiator; it states what `stated` says
byte stated[SESSIONS];             // an older acknowledgement states less, and was as good before
bit sentMessage[SESSIONS];         // of the initiator
bit sentMessageAck[SESSIONS];      // of the acceptor
bit sentAbort[SESSIONS];           // RESET of the acceptor's session
bit sentInitiatorAbort[SESSIONS];  // RESET of the initiator's session
bit sentUnknownToInitiator[SESSIONS];
bit sentUnknownToAcceptor[SESSIONS];

byte s, n, t;

#define BIT(mask, number) (((mask) >> (number)) & 1)
#define LIVE(session) (acceptor[session] == accepting || acceptor[session] == open)
#define ANY(packet) (packet[0] || packet[1])
#define NONE(packet) (!packet[0] && !packet[1])
#define QUIET (!sentOpen[0] && !sentOpen[1] && !sentRefusal[0] && !sentRefusal[1] \
    && NONE(sentOpenAck) && NONE(sentData) && NONE(sentPing) && NONE(sentAck) && NONE(sentMessage) \
    && NONE(sentMessageAck) && NONE(sentAbort) && NONE(sentInitiatorAbort) \
    && NONE(sentUnknownToInitiator) && NONE(sentUnknownToAcceptor))
#define RESTS(session) (!LIVE(session) || (initiator == open && bound == session))
#define SETTLED (RESTS(0) && RESTS(1) && initiator != idle && initiator != opening \
    && (initiator == ended || (acceptor[bound] == open && isAcknowledged && wasAcknowledged[bound])))

// SES-8: "A side SHALL drop a packet of a session that it does not know, or whose incarnation is not the
// session's."
#define TAKES(to) ((to == life || MISTAKE == 1) && (initiator == opening || initiator == open))
#define NUMBERED(session) (next[session] < (calm -> NUMBERS : STORM))

// Takes a packet out of the network, which keeps it for another time unless it is calm: `s` is the
// acceptor's session that it is from or for, `n` its number.
#define pick(packet) \
    if \
    :: packet[0] -> s = 0 \
    :: packet[1] -> s = 1 \
    fi

#define take(packet) pick(packet); packet[s] = !calm

#define takeNumbered(packet) \
    pick(packet); \
    if \
    :: BIT(packet[s], 0) -> n = 0 \
    :: BIT(packet[s], 1) -> n = 1 \
    :: BIT(packet[s], 2) -> n = 2 \
    :: BIT(packet[s], 3) -> n = 3 \
    :: BIT(packet[s], 4) -> n = 4 \
    fi; \
    packet[s] = packet[s] & (calm -> ~(1 << n) : 255)

inline acknowledge() {
    sentAck[bound] = 1;
    stated[bound] = heard
}

// What a side knew of a session that has ended tells two states apart that are one.
inline endInitiator() {
    initiator = ended;
    heard = 0;
    isAcknowledged = 0
}

inline endAcceptor(session) {
    acceptor[session] = ended;
    carries[session] = 0;
    wasAcknowledged[session] = 0;
    next[session] = NUMBERS
}

// The peer says that its side has ended.
inline initiatorIsTold() {
    assert(acceptor[bound] == ended);
    endInitiator()
}

inline acceptorIsTold() {
    assert(life != peer[s] || initiator == ended || (initiator == open && bound != s));
    endAcceptor(s)
}

inline answerInitiator() {
    if
    :: MISTAKE != 9 -> sentUnknownToInitiator[s] = 1
    :: else
    fi
}

inline answerAcceptor() {
    if
    :: MISTAKE != 9 -> sentUnknownToAcceptor[s] = 1
    :: else
    fi
}

inline sendOpenAck(session) {
    sentOpenAck[session] = sentOpenAck[session] | (1 << next[session]);
    next[session]++
}

inline sendData(session) {
    sentData[session] = sentData[session] | (1 << next[session]);
    carries[session] = carries[session] | (1 << next[session]);
    next[session]++
}

// OPENACK comes to the initiator.
inline receiveOpenAck() {
    if
    :: !TAKES(peer[s]) -> answerAcceptor()
    :: TAKES(peer[s]) && initiator == opening ->
        bound = s;
        boundOf[life] = s;
        heard = 1 << n;
        initiator = open;
        acknowledge()
    :: TAKES(peer[s]) && initiator == open ->
        if
        // SES-16: "A side SHALL drop a packet with an OPENACK unless it comes from the acceptor of the
        // session, with its index and incarnation."
        :: s == bound || MISTAKE == 2 ->
            heard = heard | (1 << n);
            // SES-7: "An initiator SHALL acknowledge OPENACK at once, each time."
            acknowledge()
        :: else
        fi
    fi
}

// The acceptor's message comes to the initiator.
inline receiveData() {
    if
    :: !TAKES(peer[s]) -> answerAcceptor()
    :: TAKES(peer[s]) && initiator == opening
    :: TAKES(peer[s]) && initiator == open && !BIT(heard, n) ->
        assert(bound == s);
        heard = heard | (1 << n);
        toInitiator[s] = 1;
        acknowledge()
    :: TAKES(peer[s]) && initiator == open && BIT(heard, n)
    fi
}

// OPEN comes to the acceptor.
inline receiveOpen() {
    t = NOBODY;
    if
    :: LIVE(0) && peer[0] == n && MISTAKE != 5 -> t = 0
    :: LIVE(1) && peer[1] == n && MISTAKE != 5 -> t = 1
    :: else
    fi;
    if
    :: t != NOBODY ->
        // SES-6: "An acceptor SHALL answer each repeat of an OPEN like the first."
        if
        :: acceptor[t] == accepting && MISTAKE == 6 ->
            acceptor[t] = open;
            assert(boundOf[n] == t)
        :: acceptor[t] == accepting && MISTAKE != 6 && NUMBERED(t) -> sendOpenAck(t)
        :: else
        fi
    :: t == NOBODY && made < SESSIONS ->
        assert(!(LIVE(0) && peer[0] == n));
        // SES-2: "Each side SHALL choose a new incarnation for each session, which no peer can foresee."
        acceptor[made] = accepting;
        peer[made] = n;
        sendOpenAck(made);
        made++
    // SES-3: "An acceptor SHALL refuse an OPEN with a RESET if it takes no sessions, has no room for
    // another, or knows no version that the initiator knows."
    :: t == NOBODY && (made == SESSIONS || !calm) -> sentRefusal[n] = 1
    fi;
    t = 0
}

// A packet of an open initiator comes to the acceptor's session `s`: `t` is what takes it.
inline receiveFromInitiator() {
    t = s;
    if
    :: !LIVE(s) && MISTAKE == 7 ->
        if
        :: LIVE(0) -> t = 0
        :: LIVE(1) -> t = 1
        :: else
        fi
    :: else
    fi;
    if
    :: LIVE(t) ->
        assert(t == s);
        assert(boundOf[peer[t]] == t);
        acceptor[t] = open
    :: else -> answerInitiator()
    fi
}

inline receiveAck() {
    receiveFromInitiator();
    if
    :: LIVE(t) && (stated[s] & carries[s]) != 0 ->
        assert(toInitiator[s]);
        wasAcknowledged[s] = 1
    :: else
    fi;
    t = 0
}

inline receiveMessage() {
    receiveFromInitiator();
    if
    :: LIVE(t) ->
        toAcceptor[s] = 1;
        sentMessageAck[s] = 1
    :: else
    fi;
    t = 0
}

inline receiveMessageAck() {
    if
    :: TAKES(peer[s]) && initiator == open ->
        assert(bound == s && toAcceptor[s]);
        isAcknowledged = 1
    :: else
    fi
}

inline receiveAbort() {
    if
    :: TAKES(peer[s]) && initiator == opening -> endInitiator()
    :: TAKES(peer[s]) && initiator == open -> initiatorIsTold()
    :: else
    fi
}

inline receiveRefusal() {
    if
    :: TAKES(n) && initiator == opening -> endInitiator()
    // SES-19: "A side SHALL drop a RESET with the packet number 0, unless it is opening."
    :: TAKES(n) && initiator == open && MISTAKE == 3 -> initiatorIsTold()
    :: else
    fi
}

// SES-12: "A side SHALL take a RESET of a session that its sender does not know as that session's end
// only if it names the index and the incarnation that this side put on its packets."
inline receiveUnknownAtInitiator() {
    if
    :: initiator == open && (bound == s || MISTAKE == 8) -> initiatorIsTold()
    :: else
    fi
}

inline receiveUnknownAtAcceptor() {
    if
    :: LIVE(s) -> acceptorIsTold()
    :: else
    fi
}

// In a calm network all timers fire once nothing is under way.
inline fireAcceptor(session) {
    if
    // SES-5: "OPEN and OPENACK SHALL be repeated at intervals that double, up to the attempts that the
    // limits allow."
    :: acceptor[session] == accepting && NUMBERED(session) && MISTAKE != 10 -> sendOpenAck(session)
    :: acceptor[session] == accepting && !NUMBERED(session) -> endAcceptor(session)
    :: acceptor[session] == open && !wasAcknowledged[session] && NUMBERED(session) ->
        sendData(session)
    // SES-10: "A side that has sent nothing for its keep-alive interval, or for a third of the silence that
    // its peer allows, SHALL send a PING and an acknowledgement."
    :: acceptor[session] == open && wasAcknowledged[session] && MISTAKE != 11 -> sentPing[session] = 1
    :: else
    fi
}

inline fireTimers() {
    if
    :: initiator == opening && attempts < ATTEMPTS -> sentOpen[life] = 1; attempts++
    :: initiator == opening && attempts == ATTEMPTS -> endInitiator()
    :: initiator == open && !isAcknowledged -> sentMessage[bound] = 1
    :: initiator == open && isAcknowledged && MISTAKE != 11 -> acknowledge()
    :: else
    fi;
    fireAcceptor(0);
    fireAcceptor(1)
}

inline restartInitiator() {
    life = 1;
    initiator = opening;
    bound = NOBODY;
    heard = 0;
    isAcknowledged = 0;
    sentOpen[1] = 1
}

inline end(session) {
    if
    :: LIVE(session) -> endAcceptor(session)
    :: else
    fi
}

inline restartAcceptor() {
    hasRestarted = 1;
    end(0);
    end(1)
}

inline forgetAll() {
    sentOpen[0] = 0; sentOpen[1] = 0; sentRefusal[0] = 0; sentRefusal[1] = 0;
    s = 0;
    do
    :: s < SESSIONS ->
        sentOpenAck[s] = 0; sentData[s] = 0; sentPing[s] = 0; sentAck[s] = 0; sentMessage[s] = 0;
        sentMessageAck[s] = 0; sentAbort[s] = 0; sentInitiatorAbort[s] = 0;
        sentUnknownToInitiator[s] = 0; sentUnknownToAcceptor[s] = 0;
        s++
    :: else -> break
    od
}

active proctype world() {
    d_step {
        initiator = opening;
        sentOpen[0] = 1
    };
    do
    // What comes to the acceptor.
    :: atomic { sentOpen[0] -> sentOpen[0] = !calm; n = 0; receiveOpen(); n = 0 }
    :: atomic { sentOpen[1] -> sentOpen[1] = !calm; n = 1; receiveOpen(); n = 0 }
    :: atomic { ANY(sentAck) -> take(sentAck); receiveAck(); s = 0 }
    :: atomic { ANY(sentMessage) -> take(sentMessage); receiveMessage(); s = 0 }
    :: atomic { ANY(sentInitiatorAbort) -> take(sentInitiatorAbort); receiveUnknownAtAcceptor(); s = 0 }
    :: atomic { ANY(sentUnknownToAcceptor) ->
        take(sentUnknownToAcceptor); receiveUnknownAtAcceptor(); s = 0 }

    // What comes to the initiator.
    :: atomic { ANY(sentOpenAck) -> takeNumbered(sentOpenAck); receiveOpenAck(); s = 0; n = 0 }
    :: atomic { ANY(sentData) -> takeNumbered(sentData); receiveData(); s = 0; n = 0 }
    :: atomic { ANY(sentPing) ->
        take(sentPing);
        if
        :: !TAKES(peer[s]) -> answerAcceptor()
        :: else
        fi;
        s = 0 }
    :: atomic { ANY(sentMessageAck) -> take(sentMessageAck); receiveMessageAck(); s = 0 }
    :: atomic { ANY(sentAbort) -> take(sentAbort); receiveAbort(); s = 0 }
    :: atomic { ANY(sentUnknownToInitiator) ->
        take(sentUnknownToInitiator); receiveUnknownAtInitiator(); s = 0 }
    :: atomic { sentRefusal[0] -> sentRefusal[0] = !calm; n = 0; receiveRefusal(); n = 0 }
    :: atomic { sentRefusal[1] -> sentRefusal[1] = !calm; n = 1; receiveRefusal(); n = 0 }

    // What the two sides do of themselves while packets get lost.
    :: atomic { !calm && initiator == open && !isAcknowledged && !sentMessage[bound] ->
        sentMessage[bound] = 1 }
    :: atomic { !calm && LIVE(0) && NUMBERED(0) ->
        if
        :: acceptor[0] == open -> sendData(0)
        :: acceptor[0] == accepting -> sendOpenAck(0)
        fi }
    :: atomic { !calm && LIVE(1) && NUMBERED(1) ->
        if
        :: acceptor[1] == open -> sendData(1)
        :: acceptor[1] == accepting -> sendOpenAck(1)
        fi }

    // One side gives up, falls silent or restarts.
    // SES-15: "A side that gives an open session up at once SHALL send one RESET with the reason, and keeps
    // nothing."
    :: atomic { !calm && (LIVE(0) || LIVE(1)) ->
        if
        :: LIVE(0) -> s = 0
        :: LIVE(1) -> s = 1
        fi;
        if
        :: acceptor[s] == open || MISTAKE == 4 -> sentAbort[s] = 1
        :: else
        fi;
        endAcceptor(s);
        s = 0 }
    :: atomic { !calm && initiator == open ->
        sentInitiatorAbort[bound] = 1;
        endInitiator() }
    :: atomic { !calm && life == 0 -> restartInitiator() }
    :: atomic { !calm && !hasRestarted -> restartAcceptor() }

    // Loss ends, with the loss of all that is under way.
#ifdef LIVENESS
    :: d_step { !calm -> forgetAll(); s = 0; calm = 1 }
#endif
    :: atomic { calm && QUIET && !SETTLED -> fireTimers() }
    :: atomic { calm && QUIET && SETTLED -> break }
    od
}

ltl settles { [] (calm -> <> SETTLED) }
