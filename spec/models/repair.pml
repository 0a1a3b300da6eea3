// How what is lost is found and sent again: spec/reliability.md.
//
// One ordered stream of messages in one direction, each in a packet of its own. Whatever was sent may arrive at any
// later time, any number of times, or never: the network is the set of what has been sent. Then, at any
// time, the network may become calm: what is sent from then on arrives once, in any order, and timers wait
// for that. The receiver has room for one message that is early, and gives credit for three.
//
// Checked at all times: messages are delivered in order, each once; nothing is acknowledged that is neither
// delivered nor kept; no message comes beyond the credit. Checked of a calm network: all messages are
// delivered and acknowledged.

#ifndef MISTAKE
#define MISTAKE 0
#endif

// MISTAKE 1 safety: a packet without room is acknowledged
// MISTAKE 2 safety: an early message is delivered
// MISTAKE 3 safety: a repair of what has been delivered is delivered
// MISTAKE 4 safety: an acknowledgement frees all below its largest number
// MISTAKE 5 safety: a sender does not wait for credit
// MISTAKE 6 safety: a repair goes under the last number once more
// MISTAKE 7 liveness: nothing is sent again but on request
// MISTAKE 8 liveness: a packet with messages that had arrived is not acknowledged
// MISTAKE 9 liveness: a sender without credit does not ask for it
// MISTAKE 10 liveness: a message is repaired only once

#define MESSAGES 4
#define CREDIT 3
#define ROOM 1      // for early messages
#define STORM 4     // packets sent while packets get lost
#define NUMBERS 18  // packets sent in all

bit calm;

// The sender.
byte nextMessage;
byte nextNumber;
byte content[NUMBERS];  // the message in each packet
byte acknowledged;      // messages, a bit each
byte limit = CREDIT;
byte repaired;          // messages, a bit each; kept for a mistake only

// The receiver.
byte delivered;  // messages, from the first
byte kept;       // messages that are early, a bit each
int received;  // packets, a bit each
byte consumed;   // messages, from the first
byte stated = CREDIT;

// The network: what has been sent. Data and requests hold one bit for each packet or message, credit one
// for each limit. Of the acknowledgements only the last: an older one states less, and was as good before.
int sentData;
bit sentAck;
int ack;
byte sentRequest;
byte sentCredit;
bit sentPing;

byte m, n;

#define BIT(mask, number) (((mask) >> (number)) & 1)
#define ALL ((1 << MESSAGES) - 1)
#define CANSEND (nextMessage < MESSAGES && HASCREDIT && HASNUMBER)
#define QUIET (!sentData && !sentAck && !sentRequest && !sentCredit && !sentPing \
    && consumed == delivered && !CANSEND)
#define SETTLED (delivered == MESSAGES && consumed == MESSAGES && acknowledged == ALL)
#define HASNUMBER (nextNumber < (calm -> NUMBERS : STORM))
#define HASCREDIT (nextMessage < limit || MISTAKE == 5)
#define OUTSTANDING(message) (message < nextMessage && !BIT(acknowledged, message))
#define KEEPS(message) (message < delivered || BIT(kept, message))

// REL-1: "A sender SHALL use a packet number once, and give each packet the number after the last one's."
inline send(message) {
    content[nextNumber] = message;
    sentData = sentData | (1 << nextNumber);
    nextNumber++
}

inline repair(message) {
    if
    :: MISTAKE == 6 ->
        content[nextNumber - 1] = message;
        sentData = sentData | (1 << (nextNumber - 1))
    :: MISTAKE == 10 && BIT(repaired, message)
    :: MISTAKE != 6 && !(MISTAKE == 10 && BIT(repaired, message)) ->
        send(message);
        repaired = (MISTAKE == 10 -> repaired | (1 << message) : 0)
    fi
}

// REL-5: "A receiver SHALL deliver the messages of an ordered stream in the order of their sequence numbers,
// each once."
inline deliver(message) {
    assert(message == delivered);
    delivered++
}

inline record() {
    received = received | (1 << n);
    ack = received;
    sentAck = 1
}

inline receiveData() {
    m = content[n];
    if
    // REL-3: "It drops one whose number it has received, too."
    :: BIT(received, n)
    :: !BIT(received, n) && KEEPS(m) ->
        // REL-20: "So is one whose messages had all arrived before."
        if
        :: MISTAKE == 3 -> deliver(m)
        :: MISTAKE == 8
        :: MISTAKE != 3 && MISTAKE != 8 -> record()
        fi
    :: !BIT(received, n) && !KEEPS(m) ->
        assert(m < stated);
        if
        :: m == delivered || MISTAKE == 2 ->
            deliver(m);
            do
            :: BIT(kept, delivered) ->
                kept = kept & ~(1 << delivered);
                deliver(delivered)
            :: else -> break
            od;
            record()
        :: m != delivered && MISTAKE != 2 && kept == 0 ->
            kept = kept | (1 << m);
            record()
        // REL-6: "A receiver without room for a packet SHALL drop it before it acknowledges it."
        :: m != delivered && MISTAKE != 2 && kept != 0 ->
            if
            :: MISTAKE == 1 -> record()
            :: else
            fi
        fi
    fi;
    m = 0
}

inline receiveAck() {
    n = 0;
    do
    :: n < nextNumber && (BIT(ack, n) || (MISTAKE == 4 && (ack >> n) != 0)) ->
        assert(KEEPS(content[n]));
        acknowledged = acknowledged | (1 << content[n]);
        n++
    :: n < nextNumber && !(BIT(ack, n) || (MISTAKE == 4 && (ack >> n) != 0)) -> n++
    :: n >= nextNumber -> break
    od;
    n = 0
}

inline receiveRequest() {
    if
    :: OUTSTANDING(m) && HASNUMBER -> repair(m)
    :: else
    fi
}

// REL-24: "A sender SHALL ignore a limit that is smaller than one it has seen."
inline receiveCredit() {
    limit = (m > limit -> m : limit)
}

// REL-22: "A PING SHALL be acknowledged at once, and one whose cause is blocked with the limits of all
// streams."
inline receivePing() {
    sentCredit = sentCredit | (1 << stated)
}

// REL-25: "A receiver SHALL state its new limit once half of the credit has been consumed since it
// stated the last"
inline consume() {
    consumed++;
    stated = consumed + CREDIT;
    sentCredit = sentCredit | (1 << stated)
}

// REL-11: "A receiver SHALL ask for all gaps whose time has come together."
inline request() {
    m = delivered;
    do
    :: m < MESSAGES && (kept >> m) != 0 && !BIT(kept, m) ->
        sentRequest = sentRequest | (1 << m);
        m++
    :: m < MESSAGES && !((kept >> m) != 0 && !BIT(kept, m)) -> m++
    :: m >= MESSAGES -> break
    od;
    m = 0
}

// REL-18: "At a probe timeout a sender SHALL send again the last packet of each stream with packets in
// flight, up to eight streams, and the oldest packet in flight."
inline probeOldest() {
    m = 0;
    do
    :: m < nextMessage && BIT(acknowledged, m) -> m++
    :: m < nextMessage && !BIT(acknowledged, m) -> break
    :: m >= nextMessage -> break
    od;
    if
    :: m < nextMessage - 1 && HASNUMBER -> repair(m)
    :: else
    fi;
    m = 0
}

inline probeLast() {
    if
    :: nextMessage > 0 && !BIT(acknowledged, nextMessage - 1) && HASNUMBER -> repair(nextMessage - 1)
    :: else
    fi
}

// REL-26: "A sender that has messages and lacks credit or window SHALL send a PING at each probe timeout."
inline ping() {
    if
    :: nextMessage < MESSAGES && !HASCREDIT && MISTAKE != 9 -> sentPing = 1
    :: else
    fi
}

// In a calm network all timers fire once nothing is under way.
inline fireTimers() {
    if
    :: MISTAKE != 7 -> probeLast(); probeOldest()
    :: else
    fi;
    ping();
    request()
}

#define NUMBER(k) :: BIT(sentData, k) -> n = k
#define REQUESTED(k) :: BIT(sentRequest, k) -> m = k
#define STATED(k) :: BIT(sentCredit, k) -> m = k

active proctype world() {
    do
    // What comes to the receiver.
    :: atomic { sentData != 0 ->
        if
        NUMBER(0) NUMBER(1) NUMBER(2) NUMBER(3) NUMBER(4) NUMBER(5) NUMBER(6) NUMBER(7)
        NUMBER(8) NUMBER(9) NUMBER(10) NUMBER(11) NUMBER(12) NUMBER(13) NUMBER(14) NUMBER(15)
        NUMBER(16) NUMBER(17)
        fi;
        sentData = (calm -> sentData & ~(1 << n) : sentData);
        receiveData();
        n = 0 }
    :: atomic { sentPing -> sentPing = !calm; receivePing() }

    // What comes to the sender.
    :: atomic { sentAck -> sentAck = !calm; receiveAck() }
    :: atomic { sentRequest != 0 ->
        if
        REQUESTED(0) REQUESTED(1) REQUESTED(2) REQUESTED(3)
        fi;
        sentRequest = (calm -> sentRequest & ~(1 << m) : sentRequest);
        receiveRequest();
        m = 0 }
    :: atomic { sentCredit != 0 ->
        if
        STATED(3) STATED(4) STATED(5) STATED(6) STATED(7)
        fi;
        sentCredit = (calm -> sentCredit & ~(1 << m) : sentCredit);
        receiveCredit();
        m = 0 }

    // What the applications do.
    :: atomic { CANSEND -> send(nextMessage); nextMessage++ }
    :: atomic { consumed < delivered -> consume() }

    // Timers may fire at any time while packets get lost.
    :: atomic { !calm && HASNUMBER && MISTAKE != 7 -> probeLast() }
    :: atomic { !calm && HASNUMBER && MISTAKE != 7 -> probeOldest() }
    :: atomic { !calm && !sentPing -> ping() }
    :: atomic { !calm && kept != 0 -> request() }

    // Loss ends, with the loss of all that is under way.
    :: d_step { !calm ->
        sentData = 0; sentAck = 0; sentRequest = 0; sentCredit = 0; sentPing = 0; calm = 1 }
    :: atomic { calm && QUIET && !SETTLED -> fireTimers() }
    :: atomic { calm && QUIET && SETTLED -> break }
    od
}

ltl settles { [] (calm -> <> SETTLED) }
