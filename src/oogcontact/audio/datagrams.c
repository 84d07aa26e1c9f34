/*
 * The datagrams of all legs in one call each way. It only moves bytes: what they mean is judged in Python.
 * Linux: epoll(7). Addresses and ports are in the order of the network.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

enum { EVENTS = 8192 };

struct arrival {
    uint32_t slot;
    uint32_t address;
    uint16_t port;
    uint16_t length;
};

struct departure {
    int32_t socket;
    uint32_t address;
    uint16_t port;
    uint16_t length;
};

/* Have the socket of a leg watched until it is closed; returns 0, or -1 when the system refuses. */
int oog_watch(int epoll, int socket, uint32_t slot)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = (uint64_t)(uint32_t)socket << 32 | slot};

    return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/*
 * Take what has arrived: at most `each` datagrams of one socket, so that a flood keeps nobody else from being heard,
 * and at most `most` of all. A datagram of more than `size` bytes is dropped. Returns how many there are.
 */
int oog_receive(int epoll, struct arrival *arrivals, uint8_t *bytes, int size, int most, int each)
{
    static __thread struct epoll_event events[EVENTS];
    struct sockaddr_in source;
    int count = 0;

    /* In rounds of one datagram each: who has one more is told again in the next round. */
    for (int round = 0; round < each; round++) {
        int ready = epoll_wait(epoll, events, EVENTS, 0);
        if (ready <= 0)
            break;
        for (int index = 0; index < ready && count < most; index++) {
            socklen_t length = sizeof source;
            ssize_t got = recvfrom((int)(events[index].data.u64 >> 32), bytes + (size_t)count * (size_t)size,
                                   (size_t)size, MSG_DONTWAIT | MSG_TRUNC, (struct sockaddr *)&source, &length);
            if (got < 0 || got > size)
                continue;
            arrivals[count].slot = (uint32_t)events[index].data.u64;
            arrivals[count].address = source.sin_addr.s_addr;
            arrivals[count].port = source.sin_port;
            arrivals[count].length = (uint16_t)got;
            count++;
        }
    }
    return count;
}

/* Send a row of `size` bytes or less for each departure. What the system does not take now is lost, as on the way. */
void oog_send(const struct departure *departures, const uint8_t *bytes, int size, int count)
{
    struct sockaddr_in target;

    memset(&target, 0, sizeof target);
    target.sin_family = AF_INET;
    for (int index = 0; index < count; index++) {
        target.sin_addr.s_addr = departures[index].address;
        target.sin_port = departures[index].port;
        sendto(departures[index].socket, bytes + (size_t)index * (size_t)size, departures[index].length, MSG_DONTWAIT,
               (const struct sockaddr *)&target, sizeof target);
    }
}
