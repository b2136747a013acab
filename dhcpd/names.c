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
 * Host names of the configuration; see names.h.
 */
#include <sys/types.h>
#include <sys/tree.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "names.h"

struct entry {
	RB_ENTRY(entry)	 node;
	struct entry	*next;		/* in the order of the file */
	struct name	 name;
	char		*text;		/* name.name, to be freed */
};

RB_HEAD(name_tree, entry);

struct names {
	struct name_tree	 tree;
	struct entry		*first;
	struct entry		**end;
};

/* Host names don't know case: RFC 1035 2.3.3. */
static int
entry_compare(struct entry *a, struct entry *b)
{
	return (strcasecmp(a->name.name, b->name.name));
}

RB_PROTOTYPE(name_tree, entry, node, entry_compare)
RB_GENERATE(name_tree, entry, node, entry_compare)

struct names *
names_new(void)
{
	struct names	*names;

	if ((names = calloc(1, sizeof(*names))) == NULL)
		fatal("calloc");
	RB_INIT(&names->tree);
	names->end = &names->first;
	return (names);
}

void
names_free(struct names *names)
{
	struct entry	*entry, *next;

	if (names == NULL)
		return;
	for (entry = names->first; entry != NULL; entry = next) {
		next = entry->next;
		free(entry->text);
		free(entry);
	}
	free(names);
}

static struct entry *
find(struct names *names, const char *text)
{
	struct entry	key;

	key.name.name = text;
	return (RB_FIND(name_tree, &names->tree, &key));
}

const struct name *
names_lookup(struct names *names, const char *text)
{
	struct entry	*entry;

	if ((entry = find(names, text)) != NULL)
		return (&entry->name);
	if ((entry = calloc(1, sizeof(*entry))) == NULL ||
	    (entry->text = strdup(text)) == NULL)
		fatal("calloc");
	entry->name.name = entry->text;
	entry->name.status = NAME_WANTED;
	RB_INSERT(name_tree, &names->tree, entry);
	*names->end = entry;
	names->end = &entry->next;
	return (&entry->name);
}

const struct name *
names_wanted(struct names *names, const struct name *prev)
{
	struct entry	*entry;

	if (prev == NULL)
		entry = names->first;
	else if ((entry = find(names, prev->name)) != NULL)
		entry = entry->next;
	while (entry != NULL && entry->name.status != NAME_WANTED)
		entry = entry->next;
	return (entry == NULL ? NULL : &entry->name);
}

/* What the resolver says is checked: it may be compromised. */
void
names_set(struct names *names, const char *text,
    const struct msg_resolved *resolved)
{
	struct entry	*entry;
	struct name	*name;

	if ((entry = find(names, text)) == NULL)
		return;
	name = &entry->name;
	name->naddrs = 0;
	if (resolved->status == RESOLVED_OK && resolved->naddrs > 0 &&
	    resolved->naddrs <= RESOLVED_MAX) {
		name->status = NAME_OK;
		name->naddrs = resolved->naddrs;
		memcpy(name->addrs, resolved->addrs,
		    name->naddrs * sizeof(name->addrs[0]));
	} else if (resolved->status == RESOLVED_FAIL)
		name->status = NAME_FAIL;
	else
		name->status = NAME_NONE;
}

void
names_retry(struct names *names)
{
	struct entry	*entry;

	for (entry = names->first; entry != NULL; entry = entry->next) {
		if (entry->name.status == NAME_NONE ||
		    entry->name.status == NAME_FAIL)
			entry->name.status = NAME_WANTED;
	}
}
