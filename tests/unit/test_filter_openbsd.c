/*
 * Copyright (c) 2026 The dhcpd authors
 *
 * Permission to use, copy, modify, and distribute this software for any
 * purpose with or without fee is hereby granted, provided that the above
 * copyright notice and this permission notice appear in all copies.
 *
 * THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
 * WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
 * MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
 * ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
 * WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
 * ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
 * OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
 */


/* test: link pftable/addrs.o */
/* test: flags -idirafter tests/openbsd/include */
/*
 * What pf(4) is asked on OpenBSD, with a kernel that only takes notes.
 */
#include <sys/types.h>
#include <sys/ioctl.h>
#include <arpa/inet.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int	 fake_open(const char *, int);
static int	 fake_ioctl(int, unsigned long, void *);
static int	 fake_getrtable(void);

#define open		fake_open
#define ioctl		fake_ioctl
#define getrtable	fake_getrtable
#include "pftable/filter_openbsd.c"

#define PF_FD	42

static struct {
	unsigned long	 request;
	char		 table[PF_TABLE_NAME_SIZE];
	in_addr_t	 addrs[4];
	int		 n;
	struct pfioc_state_kill kill;
} asked[16];
static unsigned int	 nasked;
static int		 error;		/* errno of the next one */

static int
fake_open(const char *path, int flags)
{
	assert_string_equal(path, "/dev/pf");
	assert_int_equal(flags & O_ACCMODE, O_RDWR);
	return (PF_FD);
}

static int
fake_getrtable(void)
{
	return (3);
}

static int
fake_ioctl(int fd, unsigned long request, void *arg)
{
	const struct pfioc_table	*io = arg;
	const struct pfr_addr		*addrs;
	int				 i;

	assert_int_equal(fd, PF_FD);
	assert_true(nasked < 16);
	memset(&asked[nasked], 0, sizeof(asked[0]));
	asked[nasked].request = request;
	if (request == DIOCKILLSTATES)
		memcpy(&asked[nasked].kill, arg, sizeof(asked[0].kill));
	else {
		assert_int_equal(io->pfrio_esize, sizeof(*addrs));
		strlcpy(asked[nasked].table, io->pfrio_table.pfrt_name,
		    sizeof(asked[0].table));
		asked[nasked].n = io->pfrio_size;
		assert_true(io->pfrio_size <= 4);
		addrs = io->pfrio_buffer;
		for (i = 0; i < io->pfrio_size; i++) {
			assert_int_equal(addrs[i].pfra_af, AF_INET);
			assert_int_equal(addrs[i].pfra_net, 32);
			asked[nasked].addrs[i] =
			    ntohl(addrs[i].pfra_ip4addr.s_addr);
		}
	}
	nasked++;
	if (error == 0)
		return (0);
	errno = error;
	return (-1);
}

static void
add(struct addrs *l, uint32_t addr)
{
	struct in_addr	 in;

	in.s_addr = htonl(addr);
	addrs_add(l, in);
}

static void
drop(struct filter_batch *b)
{
	int	 t;

	for (t = 0; t < PF_TABLE_MAX; t++) {
		addrs_free(&b->add[t]);
		addrs_free(&b->del[t]);
	}
}

static void
assert_asked(unsigned int i, unsigned long request, const char *table, int n,
    in_addr_t addr)
{
	assert_true(i < nasked);
	assert_true(asked[i].request == request);
	assert_string_equal(asked[i].table, table);
	assert_int_equal(asked[i].n, n);
	if (n > 0)
		assert_int_equal(asked[i].addrs[0], addr);
}

static int
setup(void **state)
{
	static struct msg_pf_tables	 m;

	(void)state;
	memset(&m, 0, sizeof(m));
	strlcpy(m.name[PF_TABLE_ABANDONED], "abandoned", 32);
	strlcpy(m.name[PF_TABLE_CHANGED], "overload", 32);
	strlcpy(m.name[PF_TABLE_LEASED], "leased", 32);
	nasked = 0;
	error = 0;
	filter_open();
	filter_tables(&m);
	assert_int_equal(nasked, PF_TABLE_MAX);
	assert_asked(1, DIOCRGETADDRS, "overload", 0, 0);
	nasked = 0;
	return (0);
}

/* All at once; the table that overload fills is not ours. */
static void
test_all(void **state)
{
	struct filter_batch	 b;

	(void)state;
	memset(&b, 0, sizeof(b));
	b.all = 1;
	add(&b.add[PF_TABLE_LEASED], 0x0a000001);
	add(&b.add[PF_TABLE_LEASED], 0x0a000002);
	add(&b.del[PF_TABLE_ABANDONED], 0x0a000001);
	assert_int_equal(filter_apply(&b), 0);
	assert_int_equal(nasked, 2);
	assert_asked(0, DIOCRSETADDRS, "abandoned", 0, 0);
	assert_asked(1, DIOCRSETADDRS, "leased", 2, 0x0a000001);
	assert_int_equal(asked[1].addrs[1], 0x0a000002);
	drop(&b);
}

/* No states are killed of those that were abandoned before the start. */
static void
test_all_abandoned(void **state)
{
	struct filter_batch	 b;

	(void)state;
	memset(&b, 0, sizeof(b));
	b.all = 1;
	add(&b.add[PF_TABLE_ABANDONED], 0x0a000001);
	assert_int_equal(filter_apply(&b), 0);
	assert_int_equal(nasked, 2);
	assert_asked(0, DIOCRSETADDRS, "abandoned", 1, 0x0a000001);
	assert_asked(1, DIOCRSETADDRS, "leased", 0, 0);
	drop(&b);
}

static void
test_changes(void **state)
{
	struct filter_batch	 b;

	(void)state;
	assert_int_equal(filter_keeps_changed, 0);
	memset(&b, 0, sizeof(b));
	add(&b.add[PF_TABLE_LEASED], 0x0a000001);
	add(&b.del[PF_TABLE_CHANGED], 0x0a000001);
	add(&b.del[PF_TABLE_LEASED], 0x0a000002);
	assert_int_equal(filter_apply(&b), 0);
	assert_int_equal(nasked, 3);
	assert_asked(0, DIOCRADDADDRS, "leased", 1, 0x0a000001);
	assert_asked(1, DIOCRDELADDRS, "overload", 1, 0x0a000001);
	assert_asked(2, DIOCRDELADDRS, "leased", 1, 0x0a000002);
	drop(&b);
}

/* Its states go, in both directions, in the rdomain that is served. */
static void
test_kill(void **state)
{
	struct filter_batch	 b;
	const struct pfioc_state_kill *k;

	(void)state;
	memset(&b, 0, sizeof(b));
	add(&b.add[PF_TABLE_ABANDONED], 0x0a000001);
	assert_int_equal(filter_apply(&b), 0);
	assert_int_equal(nasked, 3);
	assert_asked(0, DIOCRADDADDRS, "abandoned", 1, 0x0a000001);
	assert_true(asked[1].request == DIOCKILLSTATES);
	assert_true(asked[2].request == DIOCKILLSTATES);
	k = &asked[1].kill;
	assert_int_equal(k->psk_af, AF_INET);
	assert_int_equal(k->psk_rdomain, 3);
	assert_int_equal(k->psk_src.addr.v.a.addr.v4.s_addr,
	    htonl(0x0a000001));
	assert_int_equal(k->psk_src.addr.v.a.mask.v4.s_addr, INADDR_NONE);
	assert_int_equal(k->psk_dst.addr.v.a.mask.v4.s_addr, 0);
	k = &asked[2].kill;
	assert_int_equal(k->psk_dst.addr.v.a.addr.v4.s_addr,
	    htonl(0x0a000001));
	assert_int_equal(k->psk_dst.addr.v.a.mask.v4.s_addr, INADDR_NONE);
	assert_int_equal(k->psk_src.addr.v.a.mask.v4.s_addr, 0);
	drop(&b);
}

/* A table that is not there (any more) is no failure, anything else is. */
static void
test_errors(void **state)
{
	struct filter_batch	 b;

	(void)state;
	memset(&b, 0, sizeof(b));
	add(&b.add[PF_TABLE_LEASED], 0x0a000001);
	error = ESRCH;
	assert_int_equal(filter_apply(&b), 0);
	error = EPERM;
	assert_int_equal(filter_apply(&b), -1);
	drop(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(test_all, setup),
		cmocka_unit_test_setup(test_all_abandoned, setup),
		cmocka_unit_test_setup(test_changes, setup),
		cmocka_unit_test_setup(test_kill, setup),
		cmocka_unit_test_setup(test_errors, setup)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
