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
 * Parameters of dhcpd.conf(5).
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "parser.h"

static struct conf_params *
params_of(struct parser *p, enum param param)
{
	struct conf_params	*params;

	params = &p->conf->scopes[current_scope(p)].params;
	params->set |= PARAM_BIT(param);
	return (params);
}

static void
lease_time(struct parser *p, enum param param, uint32_t word)
{
	struct scope_places	*places = &p->scopes[current_scope(p)];
	struct conf_params	*params;
	int64_t			 n;

	if (value_number(p, word, 10, param == PARAM_BOOTP_LEASE_LENGTH,
	    UINT32_MAX, &n) == -1)
		return;
	params = params_of(p, param);
	switch (param) {
	case PARAM_BOOTP_LEASE_LENGTH:
		params->bootp_lease_length = (uint32_t)n;
		break;
	case PARAM_DEFAULT_LEASE_TIME:
		params->default_lease_time = (uint32_t)n;
		places->time[TIME_DEFAULT] = word_place(p, word);
		break;
	case PARAM_MAX_LEASE_TIME:
		params->max_lease_time = (uint32_t)n;
		places->time[TIME_MAX] = word_place(p, word);
		break;
	default:
		params->min_lease_time = (uint32_t)n;
		places->time[TIME_MIN] = word_place(p, word);
		break;
	}
}

void
param_number(struct parser *p, enum param param, uint32_t word)
{
	int64_t	n;

	if (param != PARAM_PING_TIMEOUT)
		lease_time(p, param, word);
	else if (value_number(p, word, 10, 1, PING_TIMEOUT_MAX, &n) != -1)
		params_of(p, param)->ping_timeout = (uint32_t)n;
}

/* N stands for a digit, and all else for itself. */
static int
parse_numbers(const char *text, const char *form, int *numbers)
{
	for (; *form != '\0'; form++, text++) {
		if (*form == 'N') {
			if (!isdigit((unsigned char)*text))
				return (-1);
			*numbers = *numbers * 10 + *text - '0';
		} else if (*text != *form)
			return (-1);
		else
			numbers++;
	}
	return (*text == '\0' ? 0 : -1);
}

/* W YYYY/MM/DD HH:MM:SS in UTC, as dhcpd.leases(5) has it. */
void
param_date(struct parser *p, enum param param, uint32_t word)
{
	struct tm	 tm, again;
	time_t		 t;
	int		 day[3] = { 0, 0, 0 }, hour[3] = { 0, 0, 0 }, week = 0;

	if (parse_numbers(lex_text(&p->lex, word), "N", &week) == -1 ||
	    parse_numbers(lex_text(&p->lex, word + 1), "NNNN/NN/NN", day) ==
	    -1 ||
	    parse_numbers(lex_text(&p->lex, word + 2), "NN:NN:NN", hour) ==
	    -1) {
		word_error(p, word, "a date is W YYYY/MM/DD HH:MM:SS, with "
		    "the day of the week, 0 to 6, first");
		return;
	}
	memset(&tm, 0, sizeof(tm));
	tm.tm_year = day[0] - 1900;
	tm.tm_mon = day[1] - 1;
	tm.tm_mday = day[2];
	tm.tm_hour = hour[0];
	tm.tm_min = hour[1];
	tm.tm_sec = hour[2];
	t = timegm(&tm);
	if (gmtime_r(&t, &again) == NULL || again.tm_mon != day[1] - 1 ||
	    again.tm_mday != day[2] || again.tm_hour != hour[0] ||
	    again.tm_min != hour[1] || again.tm_sec != hour[2]) {
		word_error(p, word + 1, "there is no such date");
		return;
	}
	if (again.tm_wday != week)
		word_warn(p, word, "that is not day %d of the week but %d",
		    week, again.tm_wday);
	params_of(p, param)->bootp_lease_cutoff = t;
}

void
param_flag(struct parser *p, enum param param, int on)
{
	struct conf_params	*params;
	uint8_t			 value = on != 0;

	if (param == PARAM_AUTHORITATIVE && within(p, SCOPE_HOST)) {
		word_error(p, 0, "\"authoritative\" makes no sense in a host");
		return;
	}
	if (param == PARAM_SUBNET_SELECTION && p->depth != 0) {
		word_error(p, 0, "\"subnet-selection\" stands outside of all "
		    "declarations, since it chooses among them");
		return;
	}
	params = params_of(p, param);
	switch (param) {
	case PARAM_AUTHORITATIVE:
		params->authoritative = value;
		break;
	case PARAM_UNKNOWN_CLIENTS:
		params->unknown_clients = value;
		break;
	case PARAM_BOOTP:
		params->bootp = value;
		break;
	case PARAM_BOOTING:
		params->booting = value;
		break;
	case PARAM_PING_CHECK:
		params->ping_check = value;
		break;
	case PARAM_USE_HOST_DECL_NAMES:
		params->use_host_decl_names = value;
		break;
	case PARAM_ECHO_CLIENT_ID:
		params->echo_client_id = value;
		break;
	case PARAM_IGNORE_CLIENT_UIDS:
		params->ignore_client_uids = value;
		break;
	case PARAM_USE_LEASE_ADDR:
		params->use_lease_addr = value;
		break;
	case PARAM_SUBNET_SELECTION:
		params->subnet_selection = value;
		break;
	default:
		fatalx("%s: not a flag: %d", __func__, (int)param);
	}
}

void
param_bool(struct parser *p, enum param param, uint32_t word)
{
	uint8_t	value;

	if (value_bool(p, word, &value) != -1)
		param_flag(p, param, value);
}

int
server_addr(struct parser *p, uint32_t word, struct in_addr addr)
{
	uint32_t	host = ntohl(addr.s_addr);

	if (host != INADDR_ANY && !IN_MULTICAST(host) &&
	    host != INADDR_BROADCAST)
		return (1);
	word_error(p, word, "%s cannot be the address of a server",
	    show_word(p, word));
	return (0);
}

/* Of a name with several addresses, the first. */
void
param_addr(struct parser *p, enum param param, uint32_t word)
{
	struct in_addr	addr;
	uint32_t	n;

	if (value_addrs(p, word, &addr, 1, &n) == -1 || n == 0)
		return;
	if (param == PARAM_NEXT_SERVER) {
		params_of(p, param)->next_server = addr;
		return;
	}
	if (!server_addr(p, word, addr))
		return;
	if (param == PARAM_PING_SOURCE)
		params_of(p, param)->ping_source = addr;
	else
		params_of(p, param)->server_identifier = addr;
}

void
param_string(struct parser *p, enum param param, uint32_t word)
{
	const char	 *text;
	char		**where, *copy;
	size_t		  max, len = p->lex.words[word].len;

	max = param == PARAM_FILENAME ? DHCP_FILE_LEN - 1 :
	    DHCP_SNAME_LEN - 1;
	if (len > max) {
		word_error(p, word, "it can have at most %zu bytes, not %zu",
		    max, len);
		return;
	}
	if ((text = value_text(p, word)) == NULL)
		return;
	where = param == PARAM_FILENAME ? &params_of(p, param)->filename :
	    &params_of(p, param)->server_name;
	if ((copy = strdup(text)) == NULL)
		fatal("strdup");
	free(*where);
	*where = copy;
}

/* Off, as it is by default. */
void
param_lease_hostnames(struct parser *p, uint32_t word)
{
	uint8_t	value;

	if (value_bool(p, word, &value) != -1 && value)
		word_error(p, 0, "\"get-lease-hostnames\" is not supported: %s",
		    foreign_note("get-lease-hostnames"));
}

/* The last keyword is what has none: allow, deny and ignore have some. */
void
param_noeffect(struct parser *p, int none)
{
	const struct lex_keyword	*k = p->lex.keyword;
	const char			*note;

	if (none && strcasecmp(lex_text(&p->lex, p->lex.nwords - 1),
	    "none") != 0) {
		word_error(p, 0, "this server does not update the DNS: %s "
		    "must be \"none\"", k->name);
		return;
	}
	if (p->noeffect[k - p->lex.keywords])
		return;
	p->noeffect[k - p->lex.keywords] = 1;
	note = foreign_note(k->name);
	word_warn(p, 0, "\"%s\" has no effect in this server%s%s", k->name,
	    note == NULL ? "" : ": ", note == NULL ? "" : note);
}
