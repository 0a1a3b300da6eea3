// What kernel UDP needs of Linux and Swift's Glibc module does not show: the calls that move many
// datagrams at once, and the event descriptor that wakes a sleeping thread.
// Sources: sendmmsg(2), recvmmsg(2), eventfd(2).

#ifndef PINION_CUDP_H
#define PINION_CUDP_H

#include <stdint.h>
#include <sys/socket.h>

/// One datagram of a batch: laid out as the kernel's `struct mmsghdr`, which the source file asserts.
struct pinion_datagram {
    struct msghdr header;
    /// Bytes sent or received, written by the kernel.
    unsigned int length;
};

/// sendmmsg(2), without blocking. The number of datagrams taken from the front, or minus `errno`.
int pinion_send_datagrams(int socket, struct pinion_datagram *datagrams, unsigned int count);

/// recvmmsg(2), without blocking. The number of datagrams received, or minus `errno`.
int pinion_receive_datagrams(int socket, struct pinion_datagram *datagrams, unsigned int count);

/// A socket for datagrams that does not block and closes on exec, or minus `errno`.
int pinion_open_datagram_socket(int family);

/// Joins (`join` not zero) or leaves a multicast group at an interface, 0 for the kernel's choice; from one
/// source only unless `source` is null. Zero, or minus `errno`. MCAST_JOIN_GROUP and its like in ip(7), RFC 3678.
int pinion_change_membership(
    int socket, int join, unsigned int interface, const struct sockaddr *group,
    const struct sockaddr *source, socklen_t length);

/// Sets the interface that multicast leaves by. Zero, or minus `errno`. IP_MULTICAST_IF in ip(7).
int pinion_set_multicast_interface(int socket, int family, unsigned int interface);

/// An event descriptor that does not block and closes on exec, or minus `errno`.
int pinion_open_event(void);

/// Adds one to an event descriptor, which wakes its reader. Zero, or minus `errno`.
int pinion_raise_event(int event);

/// Sleeps until `socket` (unless negative) can be read (and, if `writable` is not zero, until it can
/// be written), or `event` was raised, or the time is over; for ever if `nanoseconds` is negative.
/// Sets the event back to zero if it was raised. The number of ready descriptors, or minus `errno`.
/// Source: ppoll(2).
int pinion_wait(int socket, int writable, int event, int64_t nanoseconds);

/// Names the calling thread, leaves signals to other threads, and asks for timers that are late by `slack`
/// nanoseconds at most. pthread_setname_np(3), pthread_sigmask(3), PR_SET_TIMERSLACK in prctl(2).
void pinion_prepare_thread(const char *name, unsigned long slack);

#endif
