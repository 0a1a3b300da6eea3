// How sessions close, in order or not: spec/session.md.
//
// Two sides of an open session; each may accept one message from its application, close, give up, run out
// of patience, and restart. Whatever was sent may arrive at any later time, any number of times, or never:
// the network is the set of what has been sent. Then, at any time, the network may become calm: what is
// sent from then on arrives once, in any order, and timers wait for that.
//
// Checked at all times: a side that reports an orderly end has had everything that its peer accepted, and
// its peer everything that it accepted. Checked of a calm network: once a side closes both sides end, and
// in order unless something else than the network disturbed them.

#ifndef MISTAKE
#define MISTAKE 0
#endif

// MISTAKE 1 safety: a peer that gives up while this side closes is taken for one that has finished
// MISTAKE 2 safety: a CLOSE that is not answered counts as answered
// MISTAKE 3 safety: CLOSE is sent before everything is acknowledged
// MISTAKE 4 safety: CLOSE is answered before everything is acknowledged
// MISTAKE 5 safety: a side that has answered CLOSE still takes messages
// MISTAKE 6 safety: a peer that does not know the session is taken for one that has finished
// MISTAKE 7 liveness: CLOSE is not repeated
// MISTAKE 8 liveness: the answering side does not linger
// MISTAKE 9 liveness: a side that closes does not answer CLOSE
// MISTAKE 10 liveness: a side that lingers does not answer CLOSE
// MISTAKE 11 safety: a lost message is acknowledged

mtype = { open, draining, drainingForPeer, closing, lingering, closed };
mtype = { nothing, orderly, otherwise };

bit calm;
// Something else than the network ended the session, or outlasted a timer.
bit isDisturbed;

mtype phase[2] = open;
// What the application was told.
mtype report[2] = nothing;
bit peerHasFinished[2];
bit hasRestarted[2];

// A side's message: taken from its application, acknowledged, delivered to its peer's.
bit isAccepted[2];
bit isAcknowledged[2];
bit isDelivered[2];

// The network: what each side has sent.
bit sentData[2];
bit sentAck[2];
bit sentClose[2];
bit sentAnswer[2];
bit sentReset[2];
bit sentUnknown[2];
bit sentPing[2];

#define QUIET(x) (!sentData[x] && !sentAck[x] && !sentClose[x] && !sentAnswer[x] && !sentReset[x] \
    && !sentUnknown[x] && !sentPing[x])
#define DRAINED(x) (!isAccepted[x] || isAcknowledged[x])
#define ALLDELIVERED ((!isAccepted[0] || isDelivered[0]) && (!isAccepted[1] || isDelivered[1]))
#define SETTLED ((phase[0] == closed && phase[1] == closed \
        && (isDisturbed || (report[0] == orderly && report[1] == orderly))) \
    || (phase[0] == open && phase[1] == open))

inline end(x, how) {
    phase[x] = closed;
    if
    :: report[x] == nothing -> report[x] = how
    :: else
    fi;
    assert(report[x] != orderly || ALLDELIVERED)
}

// SES-18: "A side whose CLOSE is not answered SHALL NOT close with its own reason, unless the peer has sent
// a CLOSE of its own."
inline endUnanswered(x) {
    if
    :: peerHasFinished[x] || MISTAKE == 2 -> end(x, orderly)
    :: else -> end(x, otherwise)
    fi
}

// A packet of a session that the side does not know.
#define UNKNOWN(x) phase[x] == closed -> sentUnknown[x] = 1

inline receiveData(x) {
    if
    :: UNKNOWN(x)
    :: phase[x] == lingering
    :: phase[x] != closed && phase[x] != lingering ->
        isDelivered[1 - x] = 1;
        sentAck[x] = 1
    fi
}

inline receiveAck(x) {
    if
    :: UNKNOWN(x)
    :: phase[x] != closed ->
        assert(isDelivered[x]);
        isAcknowledged[x] = 1
    fi
}

inline receiveClose(x) {
    if
    :: UNKNOWN(x)
    :: phase[x] == open || phase[x] == draining ->
        peerHasFinished[x] = 1;
        phase[x] = drainingForPeer
    :: phase[x] == drainingForPeer
    :: phase[x] == closing ->
        peerHasFinished[x] = 1;
        sentAnswer[x] = (MISTAKE == 9 -> sentAnswer[x] : 1)
    // SES-13: "The side that answers a CLOSE SHALL keep the session for sixteen probe timeouts, and for half
    // a second at least and a minute at most, and answer each repeat."
    :: phase[x] == lingering -> sentAnswer[x] = (MISTAKE == 10 -> sentAnswer[x] : 1)
    fi
}

inline receiveAnswer(x) {
    if
    :: UNKNOWN(x)
    :: phase[x] == closing -> end(x, orderly)
    :: phase[x] != closed && phase[x] != closing
    fi
}

inline receiveReset(x) {
    if
    :: phase[x] == closing && MISTAKE == 1 -> end(x, orderly)
    :: phase[x] != closed && !(phase[x] == closing && MISTAKE == 1) -> end(x, otherwise)
    :: phase[x] == closed
    fi
}

inline receiveUnknown(x) {
    if
    :: phase[x] == closing && (peerHasFinished[x] || MISTAKE == 6) -> end(x, orderly)
    :: phase[x] != closed && !(phase[x] == closing && (peerHasFinished[x] || MISTAKE == 6)) ->
        end(x, otherwise)
    :: phase[x] == closed
    fi
}

// SES-14: "A side SHALL NOT answer a CLOSE before everything that it accepted has been acknowledged."
#define MAYCLOSE(x) ((phase[x] == draining && (DRAINED(x) || MISTAKE == 3)) \
    || (phase[x] == drainingForPeer && (DRAINED(x) || MISTAKE == 4)))

inline sayClose(x) {
    if
    :: phase[x] == draining ->
        phase[x] = closing;
        sentClose[x] = 1
    :: phase[x] == drainingForPeer ->
        sentAnswer[x] = 1;
        report[x] = orderly;
        assert(ALLDELIVERED);
        phase[x] = (MISTAKE == 8 -> closed : lingering)
    fi
}

// In a calm network all timers fire once nothing is under way.
inline fireTimers(x) {
    if
    :: phase[x] != closed && phase[x] != lingering && !DRAINED(x) -> sentData[x] = 1
    // SES-17: "CLOSE SHALL be repeated, at intervals that double six times at most, until it is answered,
    // the peer falls silent, or twice the limit of a drain has passed."
    :: phase[x] == closing && DRAINED(x) -> sentClose[x] = (MISTAKE == 7 -> 0 : 1)
    // Lingering is longer than the interval of CLOSE.
    :: phase[x] == lingering && phase[1 - x] != closing -> phase[x] = closed
    // SES-10: "A side that has sent nothing for its keep-alive interval, or for a third of the silence that
    // its peer allows, SHALL send a PING and an acknowledgement."
    :: (phase[x] == open || phase[x] == draining || phase[x] == drainingForPeer) && DRAINED(x) ->
        sentPing[x] = 1
    :: else
    fi
}

// While packets get lost any timer may fire, and the application or the machine may give up.
inline disturb(x) {
    if
    :: phase[x] == draining || phase[x] == drainingForPeer -> end(x, otherwise); sentReset[x] = 1
    :: phase[x] == closing -> endUnanswered(x); sentReset[x] = 1
    // SES-11: "A side SHALL close a session whose peer it has not heard for longer than its limits allow."
    :: phase[x] == closing -> endUnanswered(x)
    :: phase[x] == open || phase[x] == draining || phase[x] == drainingForPeer -> end(x, otherwise)
    :: phase[x] == lingering -> phase[x] = closed
    // SES-15: "A side that gives an open session up at once SHALL send one RESET with the reason, and keeps
    // nothing."
    :: phase[x] == open || phase[x] == closing -> end(x, otherwise); sentReset[x] = 1
    // The process restarts; nobody is left to report to.
    :: phase[x] != closed && !hasRestarted[x] -> hasRestarted[x] = 1; phase[x] = closed
    fi;
    isDisturbed = 1
}

inline forget(x) {
    sentData[x] = 0; sentAck[x] = 0; sentClose[x] = 0; sentAnswer[x] = 0; sentReset[x] = 0;
    sentUnknown[x] = 0; sentPing[x] = 0
}

#define SIDE(x) \
    :: atomic { sentData[1 - x] -> sentData[1 - x] = !calm; receiveData(x) } \
    :: atomic { sentAck[1 - x] -> sentAck[1 - x] = !calm; receiveAck(x) } \
    :: atomic { sentClose[1 - x] -> sentClose[1 - x] = !calm; receiveClose(x) } \
    :: atomic { sentAnswer[1 - x] -> sentAnswer[1 - x] = !calm; receiveAnswer(x) } \
    :: atomic { sentReset[1 - x] -> sentReset[1 - x] = !calm; receiveReset(x) } \
    :: atomic { sentUnknown[1 - x] -> sentUnknown[1 - x] = !calm; receiveUnknown(x) } \
    :: atomic { sentPing[1 - x] -> sentPing[1 - x] = 0; \
        if \
        :: UNKNOWN(x) \
        :: phase[x] != closed \
        fi } \
    :: atomic { !calm && !isAccepted[x] && (phase[x] == open \
        || (phase[x] == lingering && MISTAKE == 5)) -> \
        assert(report[1 - x] != orderly); \
        isAccepted[x] = 1; \
        sentData[x] = 1; sentAck[1 - x] = (MISTAKE == 11) } \
    :: atomic { !calm && phase[x] == open -> phase[x] = draining } \
    :: atomic { MAYCLOSE(x) -> sayClose(x) } \
    :: atomic { !calm && phase[x] != closed -> disturb(x) }

active proctype world() {
    do
    SIDE(0)
    SIDE(1)
    // Loss ends, with the loss of all that is under way.
    :: d_step { !calm -> forget(0); forget(1); calm = 1 }
    :: d_step { calm && QUIET(0) && QUIET(1) && !SETTLED && !MAYCLOSE(0) && !MAYCLOSE(1) ->
        fireTimers(0); fireTimers(1) }
    :: atomic { calm && QUIET(0) && QUIET(1) && SETTLED -> break }
    od
}

ltl settles { [] (calm -> <> SETTLED) }
