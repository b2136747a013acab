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

/*
 * dhcpd.conf(5): the files in tests/unit/parse.  Where X.ok stands beside
 * X.conf, X.conf must parse, and print as X.ok; else it must not parse.  In
 * both cases the reports must be those in X.err, none without it.  A file
 * that is called strict-X is parsed strictly.  Then what no such file shows:
 * hostile files, and what size must not do.
 */
/* test: link dhcpd/parse.o dhcpd/confcheck.o dhcpd/declare.o dhcpd/hint.o */
/* test: link dhcpd/lex.o dhcpd/lexfile.o dhcpd/names.o dhcpd/option.o */
/* test: link dhcpd/foreign.o dhcpd/optdefine.o dhcpd/optvalue.o */
/* test: link dhcpd/param.o dhcpd/parser.o dhcpd/printconf.o dhcpd/value.o */
#include <sys/types.h>
#include <sys/stat.h>
#include <arpa/inet.h>

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "dhcpd/dhcpd.h"
#include "dhcpd/names.h"
#include "conf_equal.h"

#define CORPUS		"tests/unit/parse"
#define CORPUS_MIN	40	/* files, lest it is not found */

static char	 tmpname[] = "/tmp/test_parse.XXXXXXXXXX";
static char	*reports;	/* of the last parse, each with newline */
static size_t	 reports_len;
static unsigned int nreports;

static void
collect(void *arg, const char *line)
{
	FILE	*fp = arg;

	assert_null(strchr(line, '\n'));
	fprintf(fp, "%s\n", line);
	nreports++;
}

static void
resolve(struct names *names, const char *name, uint32_t status, uint32_t n,
    const uint32_t *addrs)
{
	struct msg_resolved	r;
	uint32_t		i;

	memset(&r, 0, sizeof(r));
	r.status = status;
	r.naddrs = n;
	for (i = 0; i < n; i++)
		r.addrs[i].s_addr = htonl(addrs[i]);
	names_lookup(names, name);
	names_set(names, name, &r);
}

static struct conf *
parse(const char *file, int strict)
{
	static const uint32_t	 addrs[] = { 0xc0000234, 0xc0000235,
				    0xc0000236 };
	struct names		*names = names_new();
	struct conf		*conf;
	FILE			*fp;

	resolve(names, "one.example.com", RESOLVED_OK, 1, addrs);
	resolve(names, "two.example.com", RESOLVED_OK, 2, addrs + 1);
	resolve(names, "gone.example.com", RESOLVED_NONE, 0, NULL);
	resolve(names, "slow.example.com", RESOLVED_FAIL, 0, NULL);
	free(reports);
	nreports = 0;
	assert_non_null(fp = open_memstream(&reports, &reports_len));
	conf = parse_config(file, names, strict, collect, fp);
	assert_int_equal(fclose(fp), 0);
	names_free(names);
	return (conf);
}

/* The text of a file, "" if there is none; to be freed. */
static char *
read_file(const char *name)
{
	FILE	*in, *out;
	char	*text;
	size_t	 len;
	int	 c;

	assert_non_null(out = open_memstream(&text, &len));
	if ((in = fopen(name, "r")) != NULL) {
		while ((c = getc(in)) != EOF)
			putc(c, out);
		fclose(in);
	} else
		assert_int_equal(errno, ENOENT);
	fclose(out);
	return (text);
}

static char *
print(const struct conf *conf)
{
	FILE	*fp;
	char	*text;
	size_t	 len;

	assert_non_null(fp = open_memstream(&text, &len));
	print_config(conf, fp);
	fclose(fp);
	return (text);
}

static void
write_tmp(const char *data, size_t len)
{
	FILE	*fp;

	assert_non_null(fp = fopen(tmpname, "w"));
	assert_int_equal(fwrite(data, 1, len, fp), len);
	assert_int_equal(fclose(fp), 0);
}

static struct conf *
parse_string(const char *text)
{
	write_tmp(text, strlen(text));
	return (parse(tmpname, 0));
}

/* What was printed must parse to the same, and print as the same. */
static void
check_again(const struct conf *conf, const char *text)
{
	struct conf	*again;
	char		*printed;

	again = parse_string(text);
	assert_non_null(again);
	assert_conf_equal(conf, again);
	printed = print(again);
	assert_string_equal(text, printed);
	free(printed);
	conf_free(again);
}

static void
check_file(const char *base)
{
	struct conf	*conf;
	char		 name[512], *wanted, *text;

	print_message("%s\n", base);
	snprintf(name, sizeof(name), "%s.conf", base);
	conf = parse(name, strncmp(base, "strict-", 7) == 0);

	snprintf(name, sizeof(name), "%s.err", base);
	wanted = read_file(name);
	assert_string_equal(reports, wanted);
	free(wanted);

	snprintf(name, sizeof(name), "%s.ok", base);
	if (access(name, F_OK) == -1) {
		assert_null(conf);
		assert_true(nreports > 0);
		return;
	}
	assert_non_null(conf);
	wanted = read_file(name);
	text = print(conf);
	assert_string_equal(text, wanted);
	check_again(conf, text);
	free(wanted);
	free(text);
	conf_free(conf);
}

static int
is_conf(const struct dirent *entry)
{
	size_t	len = strlen(entry->d_name);

	return (len > 5 && strcmp(entry->d_name + len - 5, ".conf") == 0);
}

static void
test_corpus(void **state)
{
	struct dirent	**entries;
	char		  cwd[1024], base[256];
	int		  i, n;

	(void)state;
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_int_equal(chdir(CORPUS), 0);
	n = scandir(".", &entries, is_conf, alphasort);
	assert_true(n >= CORPUS_MIN);
	for (i = 0; i < n; i++) {
		snprintf(base, sizeof(base), "%.*s",
		    (int)strlen(entries[i]->d_name) - 5, entries[i]->d_name);
		check_file(base);
		free(entries[i]);
	}
	free(entries);
	assert_int_equal(chdir(cwd), 0);
}

/* How many errors a text has, where the last one ends in what. */
static void
check_error(const char *data, size_t len, unsigned int n, const char *what)
{
	char	*last;

	write_tmp(data, len);
	assert_null(parse(tmpname, 0));
	assert_int_equal(nreports, n);
	assert_true(reports_len > 0);
	reports[reports_len - 1] = '\0';
	last = strrchr(reports, '\n');
	last = last == NULL ? reports : last + 1;
	if (strstr(last, what) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", what, last);
}

static void
test_missing_file(void **state)
{
	(void)state;
	assert_null(parse("/nonexistent/dhcpd.conf", 0));
	assert_string_equal(reports, "/nonexistent/dhcpd.conf: cannot be "
	    "read: No such file or directory\n");
	assert_null(parse("/", 0));
	assert_string_equal(reports,
	    "/: cannot be read: not a regular file\n");
}

/* Line ends of DOS, a byte order mark: what editors leave behind. */
static void
test_foreign_editors(void **state)
{
	struct conf	*conf;

	(void)state;
	conf = parse_string("\xef\xbb\xbf" "default-lease-time 60;\r\n"
	    "# comment\r\nhost a {\r\n\thardware ethernet 1:2;\r\n}\r\n");
	assert_non_null(conf);
	assert_int_equal(nreports, 0);
	assert_int_equal(conf->scopes[0].params.default_lease_time, 60);
	assert_int_equal(conf->nhosts, 1);
	conf_free(conf);
	check_error("\r\n\r\nfoo;\r\n", 10, 1, ":3:1: unknown statement");
}

static void
test_not_text(void **state)
{
	static const char	nul[] = "default-lease-time 60;\0\n";
	static const char	utf16[] = "\xff\xfe" "d\0e\0";
	char			junk[256];
	unsigned int		i;

	(void)state;
	check_error(nul, sizeof(nul) - 1, 1, ":1:23: not a text file: it has a "
	    "NUL byte");
	check_error(utf16, sizeof(utf16) - 1, 2, "unknown statement "
	    "\"\\377\\376d\"");
	check_error("\xef\xbb", 2, 1, "not a text file");
	for (i = 0; i < sizeof(junk); i++)
		junk[i] = (char)(255 - i);
	write_tmp(junk, sizeof(junk));
	assert_null(parse(tmpname, 0));
	/* Reports are text, whatever the file is. */
	for (i = 0; i < reports_len; i++)
		assert_true(reports[i] == '\n' ||
		    (reports[i] >= ' ' && reports[i] < 0x7f));
}

static char *
repeat(const char *s, size_t n)
{
	char	*text, *p;
	size_t	 len = strlen(s);

	assert_non_null(text = p = malloc(len * n + 1));
	for (; n > 0; n--, p += len)
		memcpy(p, s, len);
	*p = '\0';
	return (text);
}

static void
test_megabytes(void **state)
{
	static const struct {
		const char	*unit, *what;
	}		 cases[] = {
		{ "x", "a word of more than 4096 characters" },
		{ "option", "a word of more than 4096 characters" },
		{ "1:", "a word of more than 4096 characters" },
		{ "option option-200 x\n\ty",
		    "a statement of more than 65536" },
		{ "group{", "this '{' is never closed" },
		{ "\"", "where a statement must begin" },
		{ "\\", "a word of more than 4096 characters" }
	};
	struct conf	*conf;
	char		*text;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		text = repeat(cases[i].unit, 1000000 / strlen(cases[i].unit));
		write_tmp(text, strlen(text));
		assert_null(parse(tmpname, 0));
		if (strstr(reports, cases[i].what) == NULL)
			fail_msg("%zu: %.300s", i, reports);
		free(text);
	}
	/* A comment may be as long as it likes, and so may white space. */
	text = repeat("# ", 1000000);
	conf = parse_string(text);
	assert_non_null(conf);
	conf_free(conf);
	free(text);
}

/* A long string is one error, and what follows is read. */
static void
test_long_string(void **state)
{
	char	*text, *s;

	(void)state;
	text = repeat("a", 100000);
	assert_true(asprintf(&s, "filename \"%s\";\nfoo;\n", text) != -1);
	check_error(s, strlen(s), 2, ":2:1: unknown statement \"foo\"");
	free(s);
	free(text);
}

static void
test_many_errors(void **state)
{
	char	*text;

	(void)state;
	text = repeat("xyzzy;\n", 5000);
	check_error(text, strlen(text), 1001,
	    ": 4000 more errors and warnings are not shown");
	free(text);
}

static void
test_include_depth(void **state)
{
	struct conf	*conf;
	char		 dir[] = "/tmp/test_parse.XXXXXXXXXX", name[64];
	FILE		*fp;
	int		 i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (i = 0; i < 17; i++) {
		snprintf(name, sizeof(name), "%s/%d", dir, i);
		assert_non_null(fp = fopen(name, "w"));
		if (i < 16)
			fprintf(fp, "include \"%d\";\n", i + 1);
		fprintf(fp, "host h%d { }\n", i);
		fclose(fp);
	}
	snprintf(name, sizeof(name), "%s/1", dir);
	conf = parse(name, 0);
	assert_non_null(conf);
	assert_int_equal(conf->nhosts, 16);
	assert_string_equal(conf->hosts[0].name, "h16");
	conf_free(conf);

	snprintf(name, sizeof(name), "%s/0", dir);
	assert_null(parse(name, 0));
	assert_non_null(strstr(reports,
	    "/15:1:9: files include each other more than 16 deep\n"));
	assert_int_equal(nreports, 1);
	for (i = 0; i < 17; i++) {
		snprintf(name, sizeof(name), "%s/%d", dir, i);
		unlink(name);
	}
	rmdir(dir);
}

/* A FIFO without writer must not stop the server. */
static void
test_include_fifo(void **state)
{
	char	fifo[sizeof(tmpname) + 8], text[128];

	(void)state;
	snprintf(fifo, sizeof(fifo), "%s.fifo", tmpname);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	snprintf(text, sizeof(text), "include \"%s\";\n", fifo);
	check_error(text, strlen(text), 1, "cannot be read: not a regular");
	unlink(fifo);
}

/* Every prefix of a good file, and each with a byte of it changed. */
static void
test_damaged(void **state)
{
	static const char	 bytes[] = "{};,\"#\\\n a0.:\xff";
	char			*text, *copy;
	size_t			 i, len;

	(void)state;
	text = read_file(CORPUS "/demo.conf");
	len = strlen(text);
	assert_true(len > 500);
	assert_non_null(copy = malloc(len));
	for (i = 0; i < len; i++) {
		write_tmp(text, i);
		conf_free(parse(tmpname, 0));
		memcpy(copy, text, len);
		copy[i] = bytes[i % (sizeof(bytes) - 1)];
		write_tmp(copy, len);
		conf_free(parse(tmpname, 0));
	}
	free(copy);
	free(text);
}

/* Many of everything: nothing may take time that grows with the square. */
static void
test_large(void **state)
{
	struct conf	*conf;
	char		*text;
	uint32_t	 i, j, net;
	FILE		*fp;

	(void)state;
	assert_non_null(fp = fopen(tmpname, "w"));
	for (i = 0; i < 10000; i++) {
		net = 10000 - i;
		fprintf(fp, "subnet 10.%u.%u.0 netmask 255.255.255.0 {\n"
		    "range 10.%u.%u.100 10.%u.%u.200;\n", net >> 8,
		    net & 0xff, net >> 8, net & 0xff, net >> 8, net & 0xff);
		for (j = 0; j < 10; j++)
			fprintf(fp, "host h%u-%u { hardware ethernet "
			    "2:0:%x:%x:0:%x; fixed-address 10.%u.%u.%u; }\n",
			    i, j, i >> 8, i & 0xff, j, net >> 8, net & 0xff,
			    j + 1);
		fprintf(fp, "}\n");
	}
	assert_int_equal(fclose(fp), 0);
	conf = parse(tmpname, 1);
	assert_string_equal(reports, "");
	assert_non_null(conf);
	assert_int_equal(conf->nsubnets, 10000);
	assert_int_equal(conf->nhosts, 100000);
	for (i = 0; i < conf->nsubnets; i++) {
		net = ntohl(conf->subnets[i].net.s_addr);
		assert_int_equal(conf_find_subnet(conf, net + 7), i);
		assert_int_equal(conf->ranges[conf_find_range(conf,
		    net + 150)].subnet, i);
	}
	text = print(conf);
	check_again(conf, text);
	free(text);
	conf_free(conf);
}

static int
setup(void **state)
{
	int	fd;

	(void)state;
	if ((fd = mkstemp(tmpname)) == -1)
		return (-1);
	close(fd);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	free(reports);
	return (unlink(tmpname));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_foreign_editors),
		cmocka_unit_test(test_not_text),
		cmocka_unit_test(test_megabytes),
		cmocka_unit_test(test_long_string),
		cmocka_unit_test(test_many_errors),
		cmocka_unit_test(test_include_depth),
		cmocka_unit_test(test_include_fifo),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_large)
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
