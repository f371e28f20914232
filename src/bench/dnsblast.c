/*
 * dnsblast - a small DNS-over-UDP load generator built on sendmmsg/recvmmsg.
 *
 * One busy-polling thread drives N connected UDP sockets.  Two modes:
 *   closed loop (default): keep --window queries in flight, as fast as the server answers;
 *   open loop (--rate R):  send on a fixed schedule; latency counts from the *scheduled* time,
 *                          so a stalled server cannot hide its stalls (no coordinated omission).
 * Every answer is matched by socket, full 16-bit id and (optionally) the question section.
 * Prints exactly one JSON line.  Always stops by itself (--duration and --max-queries).
 *
 * Build: cc -O2 -march=native -Wall -Wextra -o dnsblast dnsblast.c
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_SOCKS 256
#define MAX_BATCH 256
#define MAX_SLOTS 4096            /* in-flight slots per socket; the rest of the id is random */
#define MAX_PIDS 64
#define RXSIZE 4096
#define SUB 64                    /* histogram: 64 linear steps per power of two (<1.6 % error) */
#define HBUCKETS (64 * SUB)

struct query { uint32_t off; uint16_t len, qlen; };          /* qlen: bytes of the question section */
struct slot { uint64_t t_sent, t_due; uint32_t q; uint16_t id; uint8_t busy; };
struct sock {
    int fd; uint32_t nfree, inflight, last_scan;
    uint16_t *free_list; struct slot *slots;
};

static struct {
    const char *host, *file, *label; int port, nsocks, window, batch, cpu, stat_cpu;
    double rate, duration, warmup; long timeout_ms; uint64_t maxq, seed;
    int interval_ms, edns, do_bit, check_q, npids, tree, await_ms, rest_us; pid_t pids[MAX_PIDS];
} o = { .host = "127.0.0.1", .port = 53, .nsocks = 8, .window = 256, .batch = 32, .cpu = -1,
        .stat_cpu = -1, .duration = 5, .warmup = 1, .timeout_ms = 500, .maxq = 1000000000ULL, .seed = 1,
        .label = "" };

static struct query *queries; static uint32_t nqueries; static uint8_t *qbuf;
static struct sock socks[MAX_SOCKS];
static uint64_t hist[HBUCKETS], lag_hist[HBUCKETS], lat_max, lag_max;
static struct { uint64_t sent, recv, lost, unsent, badid, badq, noerr_an, noerr_noan, tc, aa, bytes_rx, senderr, rxcalls,
                txcalls, rcode[16]; } c;
static uint64_t rng;
#define MAX_SERIES 20000
static uint64_t series[MAX_SERIES]; static unsigned nseries;      /* answers so far, one entry per --interval */

static void die(const char *what) { fprintf(stderr, "dnsblast: %s: %s\n", what, errno ? strerror(errno) : "bad value"); exit(2); }

static inline uint64_t now_ns(void)
{
    struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ULL + (uint64_t)t.tv_nsec;
}

static inline uint64_t rnd(void) { rng ^= rng << 13; rng ^= rng >> 7; rng ^= rng << 17; return rng; }

/* ---------- log-linear histogram in nanoseconds ---------- */
static inline unsigned hidx(uint64_t v)
{
    if (v < SUB) return (unsigned)v;
    unsigned e = 63u - (unsigned)__builtin_clzll(v), s = e - 6;
    return (s + 1) * SUB + (unsigned)((v >> s) & (SUB - 1));
}
static double hval(unsigned i)
{
    if (i < SUB) return i;
    unsigned s = i / SUB - 1;
    return (double)((uint64_t)(SUB + i % SUB) << s) + (double)(1ULL << s) / 2;
}
static double hpct(const uint64_t *h, double p)
{
    uint64_t tot = 0, acc = 0;
    for (unsigned i = 0; i < HBUCKETS; i++) tot += h[i];
    if (!tot) return 0;
    double want = p / 100.0 * (double)tot;
    for (unsigned i = 0; i < HBUCKETS; i++) { acc += h[i]; if (h[i] && (double)acc >= want) return hval(i) / 1000.0; }
    return 0;
}

/* ---------- query file ---------- */
static int type_code(const char *t)
{
    static const struct { const char *n; int v; } T[] = { {"A",1},{"NS",2},{"CNAME",5},{"SOA",6},{"PTR",12},{"MX",15},
        {"TXT",16},{"AAAA",28},{"SRV",33},{"NAPTR",35},{"DS",43},{"RRSIG",46},{"NSEC",47},{"DNSKEY",48},{"NSEC3PARAM",51},
        {"TLSA",52},{"SVCB",64},{"HTTPS",65},{"CAA",257},{"ANY",255} };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) if (!strcasecmp(t, T[i].n)) return T[i].v;
    if (!strncasecmp(t, "TYPE", 4) && isdigit((unsigned char)t[4])) { int v = atoi(t + 4); return v < 65536 ? v : -1; }
    return -1;
}

static int put_name(uint8_t *out, const char *s)             /* returns the length or -1; understands \DDD and \x */
{
    int n = 0, lab = 0;
    if (!strcmp(s, ".")) { out[0] = 0; return 1; }
    out[n++] = 0;
    while (*s) {
        if (*s == '.') {
            if (n - lab - 1 == 0) return -1;
            out[lab] = (uint8_t)(n - lab - 1); s++;
            if (!*s) break;
            lab = n; if (n > 253) return -1;
            out[n++] = 0; continue;
        }
        unsigned ch = (uint8_t)*s++;
        if (ch == '\\' && *s) {
            if (isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2])) {
                ch = (unsigned)((s[0] - '0') * 100 + (s[1] - '0') * 10 + (s[2] - '0')); s += 3;
                if (ch > 255) return -1;
            } else ch = (uint8_t)*s++;
        }
        if (n - lab > 63 || n > 253) return -1;
        out[n++] = (uint8_t)ch;
    }
    if (n - lab - 1 == 0) return -1;
    out[lab] = (uint8_t)(n - lab - 1); out[n++] = 0;
    return n;
}

static void load_queries(const char *path)
{
    FILE *f = fopen(path, "r");
    if (!f) die(path);
    char line[2048], name[1100], type[64]; size_t cap = 0, bcap = 0, boff = 0; unsigned long lineno = 0;
    while (fgets(line, sizeof line, f)) {
        lineno++;
        if (line[0] == '#' || line[0] == ';' || sscanf(line, "%1099s %63s", name, type) != 2) continue;
        if (nqueries == cap) { cap = cap ? cap * 2 : 4096; if (!(queries = realloc(queries, cap * sizeof *queries))) die("memory"); }
        if (boff + 512 > bcap) { bcap = bcap ? bcap * 2 : 1 << 20; if (!(qbuf = realloc(qbuf, bcap))) die("memory"); }
        uint8_t *p = qbuf + boff; int tc = type_code(type), n = put_name(p + 12, name);
        if (tc < 0 || n < 0) { fprintf(stderr, "dnsblast: %s:%lu: bad query\n", path, lineno); exit(2); }
        memset(p, 0, 12); p[5] = 1;                          /* RD clear: we talk to an authority */
        uint8_t *e = p + 12 + n;
        *e++ = (uint8_t)(tc >> 8); *e++ = (uint8_t)tc; *e++ = 0; *e++ = 1;
        struct query *q = &queries[nqueries++]; q->off = (uint32_t)boff; q->qlen = (uint16_t)(n + 4);
        if (o.edns) {
            p[11] = 1; *e++ = 0; *e++ = 0; *e++ = 41; *e++ = (uint8_t)(o.edns >> 8); *e++ = (uint8_t)o.edns;
            *e++ = 0; *e++ = 0; *e++ = o.do_bit ? 0x80 : 0; *e++ = 0; *e++ = 0; *e++ = 0;
        }
        q->len = (uint16_t)(e - p); boff += q->len;
        if (boff > 0xF0000000u) die("query file too large");
    }
    fclose(f);
    if (!nqueries) { fprintf(stderr, "dnsblast: %s: no queries\n", path); exit(2); }
}

/* ---------- CPU accounting ---------- */
static int pid_stat(pid_t pid, pid_t *ppid, double *cpu_s)
{
    char p[64], b[1024]; snprintf(p, sizeof p, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(p, "r"); if (!f) return -1;
    size_t n = fread(b, 1, sizeof b - 1, f); fclose(f); b[n] = 0;
    char *r = strrchr(b, ')'); if (!r) return -1;
    unsigned long ut, st; int pp;
    if (sscanf(r + 2, "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &pp, &ut, &st) != 3) return -1;
    if (ppid) *ppid = pp;
    if (cpu_s) *cpu_s = (double)(ut + st) / (double)sysconf(_SC_CLK_TCK);
    return 0;
}
static void add_descendants(void)
{
    for (int again = 1; again; ) {
        again = 0; DIR *d = opendir("/proc"); struct dirent *e;
        while (d && (e = readdir(d))) {
            pid_t pid = (pid_t)atoi(e->d_name), pp; int known = 0, child = 0;
            if (pid <= 0 || pid_stat(pid, &pp, NULL)) continue;
            for (int i = 0; i < o.npids; i++) { known |= o.pids[i] == pid; child |= o.pids[i] == pp; }
            if (child && !known && o.npids < MAX_PIDS) { o.pids[o.npids++] = pid; again = 1; }
        }
        if (d) closedir(d);
    }
}
static double pids_cpu(void)
{
    double s = 0, v;
    for (int i = 0; i < o.npids; i++) if (!pid_stat(o.pids[i], NULL, &v)) s += v;
    return s;
}
static int thread_nice(pid_t pid, const char *thread)
{
    char p[300], b[1024]; int nice = 0;
    snprintf(p, sizeof p, "/proc/%d/task/%.20s/stat", (int)pid, thread);
    FILE *f = fopen(p, "r"); if (!f) return 0;
    size_t n = fread(b, 1, sizeof b - 1, f); fclose(f); b[n] = 0;
    char *r = strrchr(b, ')');
    if (r) sscanf(r + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %d", &nice);
    return nice;
}
/* Seconds the process's threads waited for a CPU that something else was using: tells a disturbed measurement. Threads nicer than
 * the first one are left out: they wait for their own process. */
static double pid_wait(pid_t pid)
{
    char p[300]; double s = 0; struct dirent *e;
    char first[24]; snprintf(first, sizeof first, "%d", (int)pid); int usual = thread_nice(pid, first);
    snprintf(p, sizeof p, "/proc/%d/task", (int)pid); DIR *d = opendir(p);
    while (d && (e = readdir(d))) {
        unsigned long long ran, waited;
        if (e->d_name[0] == '.' || thread_nice(pid, e->d_name) > usual) continue;
        snprintf(p, sizeof p, "/proc/%d/task/%.20s/schedstat", (int)pid, e->d_name); FILE *f = fopen(p, "r");
        if (f && fscanf(f, "%llu %llu", &ran, &waited) == 2) s += (double)waited / 1e9;
        if (f) fclose(f);
    }
    if (d) closedir(d);
    return s;
}
static double pids_wait(void)
{
    double s = 0;
    for (int i = 0; i < o.npids; i++) s += pid_wait(o.pids[i]);
    return s;
}
static void cpu_busy(int cpu, double *busy, double *softirq)  /* seconds since boot */
{
    char want[16], line[512]; snprintf(want, sizeof want, "cpu%d ", cpu); *busy = *softirq = 0;
    FILE *f = fopen("/proc/stat", "r"); if (!f) return;
    while (fgets(line, sizeof line, f)) if (!strncmp(line, want, strlen(want))) {
        unsigned long u, n, s, i, w, q, si;
        if (sscanf(line + strlen(want), "%lu %lu %lu %lu %lu %lu %lu", &u, &n, &s, &i, &w, &q, &si) == 7) {
            double hz = (double)sysconf(_SC_CLK_TCK);
            *busy = (double)(u + n + s + q + si) / hz; *softirq = (double)(q + si) / hz;
        }
    }
    fclose(f);
}

/* ---------- sending and receiving ---------- */
static struct mmsghdr txm[MAX_BATCH], rxm[MAX_BATCH];
static struct iovec txv[MAX_BATCH][2], rxv[MAX_BATCH];
static uint8_t txid[MAX_BATCH][2], rxb[MAX_BATCH][RXSIZE];
static uint32_t qnext, slot_mask;              /* low id bits: slot number; the other bits are random */

static void open_sockets(void)
{
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons((uint16_t)o.port) };
    if (inet_pton(AF_INET, o.host, &sa.sin_addr) != 1) die("--server wants an IPv4 address");
    int slots = (o.window + o.nsocks - 1) / o.nsocks;
    if (o.rate > 0) slots = MAX_SLOTS;                       /* open loop: the schedule limits, not the window */
    if (slots > MAX_SLOTS) slots = MAX_SLOTS;
    for (slot_mask = 1; (int)slot_mask < slots; slot_mask <<= 1) ;
    slot_mask--;
    for (int i = 0; i < o.nsocks; i++) {
        struct sock *s = &socks[i]; int big = 4 << 20;
        if ((s->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0)) < 0) die("socket");
        setsockopt(s->fd, SOL_SOCKET, SO_RCVBUF, &big, sizeof big);
        setsockopt(s->fd, SOL_SOCKET, SO_SNDBUF, &big, sizeof big);
        if (connect(s->fd, (struct sockaddr *)&sa, sizeof sa)) die("connect");
        s->slots = calloc((size_t)slots, sizeof *s->slots); s->free_list = calloc((size_t)slots, sizeof *s->free_list);
        if (!s->slots || !s->free_list) die("memory");
        for (int j = 0; j < slots; j++) s->free_list[j] = (uint16_t)j;
        s->nfree = (uint32_t)slots;
    }
    for (int i = 0; i < MAX_BATCH; i++) {
        txm[i].msg_hdr.msg_iov = txv[i]; txm[i].msg_hdr.msg_iovlen = 2;
        txv[i][0].iov_base = txid[i]; txv[i][0].iov_len = 2;
        rxm[i].msg_hdr.msg_iov = &rxv[i]; rxm[i].msg_hdr.msg_iovlen = 1;
        rxv[i].iov_base = rxb[i]; rxv[i].iov_len = RXSIZE;
    }
}

/* Sends up to n queries on s; due is the first scheduled time and step the spacing (0, 0 in closed loop). */
static int send_some(struct sock *s, int n, uint64_t due, double step)
{
    if (n > o.batch) n = o.batch;
    if ((uint32_t)n > s->nfree) n = (int)s->nfree;
    if (n <= 0) return 0;
    uint64_t t = now_ns();
    for (int i = 0; i < n; i++) {
        uint16_t k = s->free_list[s->nfree - 1 - (uint32_t)i]; struct slot *sl = &s->slots[k];
        if (++qnext >= nqueries) qnext = 0;
        sl->q = qnext; sl->id = (uint16_t)((rnd() & ~(uint64_t)slot_mask) | k); sl->busy = 1; sl->t_sent = t;
        sl->t_due = due ? due + (uint64_t)(step * i) : t;
        txid[i][0] = (uint8_t)(sl->id >> 8); txid[i][1] = (uint8_t)sl->id;
        txv[i][1].iov_base = qbuf + queries[qnext].off + 2; txv[i][1].iov_len = queries[qnext].len - 2u;
    }
    int done = sendmmsg(s->fd, txm, (unsigned)n, 0); c.txcalls++;
    if (done < 0) { if (errno != EAGAIN && errno != ENOBUFS) c.senderr++; done = 0; }
    for (int i = done; i < n; i++) s->slots[s->free_list[s->nfree - 1 - (uint32_t)i]].busy = 0;
    s->nfree -= (uint32_t)done; s->inflight += (uint32_t)done; c.sent += (uint64_t)done;
    for (int i = 0; due && i < done; i++) {
        uint64_t d = due + (uint64_t)(step * i), lag = t > d ? t - d : 0;
        lag_hist[hidx(lag)]++; if (lag > lag_max) lag_max = lag;
    }
    return done;
}

static int receive_some(struct sock *s)
{
    int n = recvmmsg(s->fd, rxm, (unsigned)o.batch, MSG_DONTWAIT, NULL); c.rxcalls++;
    if (n <= 0) { if (n < 0 && errno != EAGAIN && errno != EINTR) c.senderr++; return 0; }
    uint64_t t = now_ns(); int good = 0;
    for (int i = 0; i < n; i++) {
        const uint8_t *b = rxb[i]; unsigned len = rxm[i].msg_len;
        if (len < 12 || !(b[2] & 0x80)) { c.badid++; continue; }
        uint16_t id = (uint16_t)(b[0] << 8 | b[1]); unsigned k = id & slot_mask;
        struct slot *sl = &s->slots[k];
        if (k >= s->nfree + s->inflight || !sl->busy || sl->id != id) { c.badid++; continue; }
        if (o.check_q) {
            const struct query *q = &queries[sl->q];
            if (len < 12u + q->qlen || memcmp(b + 12, qbuf + q->off + 12, q->qlen)) c.badq++;
        }
        uint64_t lat = t > sl->t_due ? t - sl->t_due : 0;
        hist[hidx(lat)]++; if (lat > lat_max) lat_max = lat;
        unsigned rc = b[3] & 15; c.rcode[rc]++; c.recv++; c.bytes_rx += len; c.tc += (b[2] >> 1) & 1; c.aa += (b[2] >> 2) & 1;
        if (!rc) { if (b[6] | b[7]) c.noerr_an++; else c.noerr_noan++; }
        sl->busy = 0; s->inflight--; s->free_list[s->nfree++] = (uint16_t)k; good++;
    }
    return good;
}

static void expire(struct sock *s, uint64_t now)
{
    uint32_t total = s->nfree + s->inflight; uint64_t limit = (uint64_t)o.timeout_ms * 1000000ULL;
    for (uint32_t k = 0; k < total; k++) if (s->slots[k].busy && now - s->slots[k].t_sent > limit) {
        s->slots[k].busy = 0; s->inflight--; s->free_list[s->nfree++] = (uint16_t)k; c.lost++;
    }
}

static uint64_t run(double seconds, uint64_t maxq)
{
    uint64_t start = now_ns(), end = start + (uint64_t)(seconds * 1e9), next_expire = start, due_n = 0, t; int si = 0;
    double step = o.rate > 0 ? 1e9 / o.rate : 0;
    uint64_t next_sample = o.interval_ms ? start + (uint64_t)o.interval_ms * 1000000ULL : UINT64_MAX;
    struct timespec rest = { .tv_nsec = o.rest_us * 1000L };
    nseries = 0;
    while ((t = now_ns()) < end && c.sent < maxq) {
        if (t >= next_expire) {
            for (int i = 0; i < o.nsocks; i++) expire(&socks[i], t);
            next_expire = t + 20000000ULL;
        }
        if (t >= next_sample) {
            if (nseries < MAX_SERIES) series[nseries++] = c.recv;
            next_sample += (uint64_t)o.interval_ms * 1000000ULL;
        }
        if (o.rate > 0) {
            uint64_t want = (uint64_t)((double)(t - start) / step) + 1; int tries = 0;
            while (due_n < want && tries < o.nsocks) {
                struct sock *s = &socks[si]; si = (si + 1) % o.nsocks; tries++;
                uint64_t gap = want - due_n; int n = gap > (uint64_t)o.batch ? o.batch : (int)gap;
                due_n += (uint64_t)send_some(s, n, start + (uint64_t)((double)due_n * step), step);
            }
            if (due_n < want && tries == o.nsocks && want - due_n > (uint64_t)o.batch * (uint64_t)o.nsocks) {
                c.unsent += want - due_n; due_n = want;     /* cannot keep up: say so, do not burst later */
            }
            for (int i = 0; i < o.nsocks; i++) if (socks[i].inflight) receive_some(&socks[i]);
        } else for (int i = 0; i < o.nsocks; i++) {
            struct sock *s = &socks[i];
            if (s->inflight) receive_some(s);
            if (s->nfree) send_some(s, (int)s->nfree, 0, 0);
        }
        if (o.rest_us) nanosleep(&rest, NULL);
    }
    return now_ns() - start;
}

static void drain(void)
{
    uint64_t end = now_ns() + (uint64_t)o.timeout_ms * 1000000ULL, left = 1;
    while (left && now_ns() < end) { left = 0; for (int i = 0; i < o.nsocks; i++) { receive_some(&socks[i]); left += socks[i].inflight; } }
    for (int i = 0; i < o.nsocks; i++) expire(&socks[i], UINT64_MAX);     /* counts them as lost */
}

/* Asks once a millisecond until an answer comes; returns when it came, on the monotonic clock, or dies. */
static double await_answer(void)
{
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons((uint16_t)o.port) }; uint8_t b[RXSIZE];
    inet_pton(AF_INET, o.host, &sa.sin_addr);
    int fd = socket(AF_INET, SOCK_DGRAM, 0); uint64_t end = now_ns() + (uint64_t)o.await_ms * 1000000ULL, t;
    struct timeval wait = { .tv_usec = 1000 };
    if (fd < 0 || connect(fd, (struct sockaddr *)&sa, sizeof sa)) die("await");
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    while ((t = now_ns()) < end) {
        if (send(fd, qbuf + queries[0].off, queries[0].len, 0) > 0 && recv(fd, b, sizeof b, 0) >= 12 && (b[2] & 0x80)) {
            t = now_ns(); close(fd);
            return (double)t / 1e9;
        }
        uint64_t spent = now_ns() - t;                       /* refused at once while nobody listens: not a busy loop */
        if (spent < 1000000ULL) { struct timespec rest = { .tv_nsec = (long)(1000000ULL - spent) }; nanosleep(&rest, NULL); }
    }
    errno = ETIMEDOUT; die("--await");
    return 0;
}

static void usage(void)
{
    puts("usage: dnsblast -f QUERYFILE [options]\n"
         "  -s, --server IP        target IPv4 address (127.0.0.1)     -p, --port N      target port (53)\n"
         "  -f, --file PATH        queries, 'name TYPE' per line       -S, --sockets N   sockets/source ports (8)\n"
         "  -w, --window N         queries in flight, closed loop (256)\n"
         "  -r, --rate QPS         open loop at a fixed rate; latency counts from the scheduled time\n"
         "  -b, --batch N          messages per sendmmsg/recvmmsg, <=256 (32)\n"
         "  -d, --duration SEC     measured time (5, at most 600)      -W, --warmup SEC  unmeasured time first (1)\n"
         "  -n, --max-queries N    stop after N queries                -t, --timeout MS  count as lost after (500)\n"
         "  -e, --edns SIZE        add an OPT record                   -D, --do          set the DO bit (implies -e 1232)\n"
         "  -q, --check-question   compare the echoed question byte for byte\n"
         "  -i, --interval MS      add a list: qps in each such interval (shows warm-up and pauses)\n"
         "  -P, --pid PID[,PID]    report these processes' CPU time    -T, --tree        and their descendants'\n"
         "  -a, --await MS         first ask until somebody answers, so long at most; adds first_answer_s (monotonic clock)\n"
         "  -R, --rest US          sleep so long in each turn instead of polling: leaves the CPU to others, blurs latencies by it\n"
         "  -C, --cpu N            pin this program to CPU N           -m, --stat-cpu N  report CPU N's busy time\n"
         "  -x, --seed N           random seed                         -l, --label TEXT  copied to the output");
}

int main(int argc, char **argv)
{
    static const struct option L[] = { {"server",1,0,'s'},{"port",1,0,'p'},{"file",1,0,'f'},{"sockets",1,0,'S'},{"window",1,0,'w'},
        {"rate",1,0,'r'},{"batch",1,0,'b'},{"duration",1,0,'d'},{"warmup",1,0,'W'},{"max-queries",1,0,'n'},{"timeout",1,0,'t'},
        {"edns",1,0,'e'},{"do",0,0,'D'},{"check-question",0,0,'q'},{"interval",1,0,'i'},{"pid",1,0,'P'},{"tree",0,0,'T'},{"cpu",1,0,'C'},
        {"stat-cpu",1,0,'m'},{"seed",1,0,'x'},{"label",1,0,'l'},{"await",1,0,'a'},{"rest",1,0,'R'},{"help",0,0,'h'},{0,0,0,0} };
    int ch;
    while ((ch = getopt_long(argc, argv, "s:p:f:S:w:r:b:d:W:n:t:e:Dqi:P:TC:m:x:l:a:R:h", L, NULL)) != -1) switch (ch) {
        case 's': o.host = optarg; break;            case 'p': o.port = atoi(optarg); break;
        case 'f': o.file = optarg; break;            case 'S': o.nsocks = atoi(optarg); break;
        case 'w': o.window = atoi(optarg); break;    case 'r': o.rate = atof(optarg); break;
        case 'b': o.batch = atoi(optarg); break;     case 'd': o.duration = atof(optarg); break;
        case 'W': o.warmup = atof(optarg); break;    case 'n': o.maxq = strtoull(optarg, NULL, 10); break;
        case 't': o.timeout_ms = atol(optarg); break; case 'e': o.edns = atoi(optarg); break;
        case 'D': o.do_bit = 1; break;               case 'q': o.check_q = 1; break;
        case 'i': o.interval_ms = atoi(optarg); break;
        case 'T': o.tree = 1; break;                 case 'C': o.cpu = atoi(optarg); break;
        case 'm': o.stat_cpu = atoi(optarg); break;  case 'x': o.seed = strtoull(optarg, NULL, 10); break;
        case 'l': o.label = optarg; break;           case 'h': usage(); return 0;
        case 'a': o.await_ms = atoi(optarg); break;  case 'R': o.rest_us = atoi(optarg); break;
        case 'P': for (char *p = strtok(optarg, ","); p && o.npids < MAX_PIDS; p = strtok(NULL, ",")) o.pids[o.npids++] = (pid_t)atoi(p);
                  break;
        default: usage(); return 2;
    }
    errno = 0;
    if (!o.file) { usage(); return 2; }
    if (o.port < 1 || o.port > 65535) die("--port");
    if (o.nsocks < 1 || o.nsocks > MAX_SOCKS) die("--sockets");
    if (o.batch < 1 || o.batch > MAX_BATCH) die("--batch");
    if (o.window < 1 || o.window > MAX_SOCKS * MAX_SLOTS) die("--window");
    if (o.window < o.nsocks) o.nsocks = o.window;
    if (!(o.duration > 0 && o.duration <= 600 && o.warmup >= 0 && o.warmup <= 600)) die("--duration/--warmup");
    if (o.timeout_ms < 1 || o.timeout_ms > 60000) die("--timeout");
    if (o.rate < 0 || o.rate > 1e8) die("--rate");
    if (o.do_bit && !o.edns) o.edns = 1232;
    if (o.edns < 0 || o.edns > 65535) die("--edns");
    if (o.interval_ms < 0) die("--interval");
    if (o.rest_us < 0 || o.rest_us > 100000) die("--rest");
    rng = o.seed * 0x9E3779B97F4A7C15ULL + 0x1234567; if (!rng) rng = 1;
    if (o.cpu >= 0) { cpu_set_t cs; CPU_ZERO(&cs); CPU_SET(o.cpu, &cs); if (sched_setaffinity(0, sizeof cs, &cs)) die("--cpu"); }
    load_queries(o.file);
    open_sockets();
    double first_answer = o.await_ms ? await_answer() : 0;
    if (o.tree) add_descendants();
    if (o.warmup > 0) { run(o.warmup, UINT64_MAX); drain(); }
    memset(&c, 0, sizeof c); memset(hist, 0, sizeof hist); memset(lag_hist, 0, sizeof lag_hist); lat_max = lag_max = 0;

    double b0 = 0, s0 = 0, b1 = 0, s1 = 0, me0, me1; pid_t self = getpid();
    if (o.stat_cpu >= 0) cpu_busy(o.stat_cpu, &b0, &s0);
    pid_stat(self, NULL, &me0); double w0 = pids_wait(), mw0 = pid_wait(self), p0 = pids_cpu();
    uint64_t elapsed = run(o.duration, o.maxq), in_time = c.recv;
    double p1 = pids_cpu(), w1 = pids_wait(), mw1 = pid_wait(self); pid_stat(self, NULL, &me1);
    if (o.stat_cpu >= 0) cpu_busy(o.stat_cpu, &b1, &s1);
    double el = (double)elapsed / 1e9; uint64_t lost_before = c.lost;
    drain();

    printf("{\"label\":\"%s\",\"mode\":\"%s\",\"seconds\":%.3f,\"sent\":%lu,\"received\":%lu,\"lost\":%lu,\"unsent\":%lu,\"qps\":%.0f,",
           o.label, o.rate > 0 ? "open" : "closed", el, c.sent, c.recv, c.lost, c.unsent, (double)in_time / el);
    printf("\"p50_us\":%.1f,\"p90_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,\"max_us\":%.1f,", hpct(hist, 50), hpct(hist, 90),
           hpct(hist, 99), hpct(hist, 99.9), (double)lat_max / 1000);
    if (o.rate > 0) printf("\"rate\":%.0f,\"lag_p99_us\":%.1f,\"lag_max_us\":%.1f,", o.rate, hpct(lag_hist, 99), (double)lag_max / 1000);
    else printf("\"window\":%d,", o.window);
    if (o.npids) printf("\"pids\":%d,\"server_cpu_s\":%.2f,\"server_cpu\":%.3f,\"cpu_us_per_q\":%.3f,\"server_wait\":%.4f,", o.npids, p1 - p0, (p1 - p0) / el,
                        in_time ? (p1 - p0) * 1e6 / (double)in_time : 0, (w1 - w0) / el);
    if (o.stat_cpu >= 0) printf("\"cpu_busy\":%.3f,\"cpu_softirq\":%.3f,\"busy_us_per_q\":%.3f,", (b1 - b0) / el, (s1 - s0) / el,
                                in_time ? (b1 - b0) * 1e6 / (double)in_time : 0);
    printf("\"client_cpu\":%.3f,\"client_wait\":%.4f,\"noerror\":%lu,\"nxdomain\":%lu,\"servfail\":%lu,\"refused\":%lu,\"formerr\":%lu,\"answers\":%lu,"
           "\"nodata_or_referral\":%lu,\"aa\":%lu,\"tc\":%lu,\"badid\":%lu,\"badq\":%lu,\"senderr\":%lu,\"avg_bytes\":%.1f,"
           "\"lost_in_run\":%lu,\"rx_per_call\":%.1f,\"tx_per_call\":%.1f", (me1 - me0) / el, (mw1 - mw0) / el, c.rcode[0], c.rcode[3], c.rcode[2],
           c.rcode[5], c.rcode[1], c.noerr_an, c.noerr_noan, c.aa, c.tc, c.badid, c.badq, c.senderr,
           c.recv ? (double)c.bytes_rx / (double)c.recv : 0, lost_before, c.rxcalls ? (double)c.recv / (double)c.rxcalls : 0,
           c.txcalls ? (double)c.sent / (double)c.txcalls : 0);
    if (o.await_ms) printf(",\"first_answer_s\":%.6f", first_answer);
    if (o.interval_ms) {
        printf(",\"series_qps\":[");
        for (unsigned i = 0; i < nseries; i++)
            printf("%s%.0f", i ? "," : "", (double)(series[i] - (i ? series[i - 1] : 0)) * 1000.0 / o.interval_ms);
        printf("]");
    }
    puts("}");
    return c.recv ? 0 : 1;
}
