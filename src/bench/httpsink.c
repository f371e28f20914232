/*
 * httpsink - answers every HTTP request on a port of all addresses with 200 and closes.
 *
 * One thread, epoll. For many endpoints on one host: all of 127.0.0.0/8 is its loopback.
 *
 * Build: cc -O2 -Wall -Wextra -o httpsink httpsink.c      Use: httpsink PORT
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 512

static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Capacity: 7\r\nConnection: close\r\n\r\n";

static void add(int poll, int fd, unsigned events) {
    struct epoll_event event = { .events = events, .data.fd = fd };
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event)) perror("epoll_ctl");
}

static void answer(int fd) { /* a request of a probe is one packet */
    char request[4096];
    if (read(fd, request, sizeof request) > 0) {
        if (write(fd, ANSWER, sizeof ANSWER - 1) < 0) perror("write");
        shutdown(fd, SHUT_WR);
        if (read(fd, request, sizeof request) < 0) return; /* it closes, or is told so below */
    }
    close(fd);
}

int main(int argc, char **argv) {
    struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 8080) };
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poll = epoll_create1(0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&any, sizeof any) || listen(listener, 4096)) {
        perror("httpsink");
        return 1;
    }
    add(poll, listener, EPOLLIN);
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(poll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd != listener) {
                answer(events[i].data.fd);
                continue;
            }
            for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) add(poll, fd, EPOLLIN | EPOLLRDHUP);
        }
    }
}
