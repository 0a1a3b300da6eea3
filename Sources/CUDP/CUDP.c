#define _GNU_SOURCE

#include "CUDP.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

_Static_assert(sizeof(struct pinion_datagram) == sizeof(struct mmsghdr), "size of mmsghdr");
_Static_assert(
    offsetof(struct pinion_datagram, header) == offsetof(struct mmsghdr, msg_hdr), "its header");
_Static_assert(
    offsetof(struct pinion_datagram, length) == offsetof(struct mmsghdr, msg_len), "its length");

static int answer(int result) {
    return result < 0 ? -errno : result;
}

int pinion_send_datagrams(int socket, struct pinion_datagram *datagrams, unsigned int count) {
    return answer(
        sendmmsg(socket, (struct mmsghdr *)datagrams, count, MSG_DONTWAIT | MSG_NOSIGNAL));
}

int pinion_receive_datagrams(int socket, struct pinion_datagram *datagrams, unsigned int count) {
    return answer(recvmmsg(socket, (struct mmsghdr *)datagrams, count, MSG_DONTWAIT, NULL));
}

int pinion_open_datagram_socket(int family) {
    return answer(socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

int pinion_change_membership(
    int socket, int join, unsigned int interface, const struct sockaddr *group,
    const struct sockaddr *source, socklen_t length) {
    int level = group->sa_family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP;
    if (length > sizeof(struct sockaddr_storage)) return -EINVAL;
    if (source == NULL) {
        struct group_req request = {.gr_interface = interface};
        memcpy(&request.gr_group, group, length);
        int option = join ? MCAST_JOIN_GROUP : MCAST_LEAVE_GROUP;
        return answer(setsockopt(socket, level, option, &request, sizeof request));
    }
    struct group_source_req request = {.gsr_interface = interface};
    memcpy(&request.gsr_group, group, length);
    memcpy(&request.gsr_source, source, length);
    int option = join ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP;
    return answer(setsockopt(socket, level, option, &request, sizeof request));
}

int pinion_set_multicast_interface(int socket, int family, unsigned int interface) {
    if (family == AF_INET6) {
        int index = (int)interface;
        return answer(setsockopt(socket, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index));
    }
    struct ip_mreqn request = {.imr_ifindex = (int)interface};
    return answer(setsockopt(socket, IPPROTO_IP, IP_MULTICAST_IF, &request, sizeof request));
}

int pinion_open_event(void) {
    return answer(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
}

int pinion_raise_event(int event) {
    return eventfd_write(event, 1) < 0 ? -errno : 0;
}

int pinion_wait(int socket, int writable, int event, int64_t nanoseconds) {
    // poll(2) ignores entries with a negative descriptor.
    struct pollfd descriptors[2] = {
        {.fd = socket, .events = (short)(writable ? POLLIN | POLLOUT : POLLIN)},
        {.fd = event, .events = POLLIN},
    };
    struct timespec time = {
        .tv_sec = (time_t)(nanoseconds / 1000000000),
        .tv_nsec = (long)(nanoseconds % 1000000000),
    };
    int ready = ppoll(descriptors, 2, nanoseconds < 0 ? NULL : &time, NULL);
    if (ready < 0) return -errno;
    if (descriptors[1].revents) {
        eventfd_t value;
        (void)eventfd_read(event, &value);
    }
    return ready;
}

void pinion_prepare_thread(const char *name, unsigned long slack) {
    // None of it changes what the thread does: a refusal needs no answer.
    sigset_t signals;
    (void)sigfillset(&signals);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)pthread_setname_np(pthread_self(), name);
    (void)prctl(PR_SET_TIMERSLACK, slack, 0, 0, 0);
}
