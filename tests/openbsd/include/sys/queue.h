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
 * <sys/queue.h>: queue(3).  Lists, simple queues and tail queues, as far as
 * they are used.
 */
#ifndef OPENBSD_SYS_QUEUE_H
#define OPENBSD_SYS_QUEUE_H

#define SLIST_HEAD(name, type)	struct name { struct type *slh_first; }
#define SLIST_HEAD_INITIALIZER(head)	{ 0 }
#define SLIST_ENTRY(type)	struct { struct type *sle_next; }
#define SLIST_FIRST(head)	((head)->slh_first)
#define SLIST_END(head)		0
#define SLIST_EMPTY(head)	(SLIST_FIRST(head) == SLIST_END(head))
#define SLIST_NEXT(elm, f)	((elm)->f.sle_next)
#define SLIST_INIT(head)	do { (head)->slh_first = 0; } while (0)
#define SLIST_FOREACH(var, head, f)					\
	for ((var) = SLIST_FIRST(head); (var) != 0; (var) = SLIST_NEXT(var, f))
#define SLIST_FOREACH_SAFE(var, head, f, tvar)				\
	for ((var) = SLIST_FIRST(head);					\
	    (var) && ((tvar) = SLIST_NEXT(var, f), 1); (var) = (tvar))
#define SLIST_INSERT_HEAD(head, elm, f) do {				\
	(elm)->f.sle_next = (head)->slh_first;				\
	(head)->slh_first = (elm);					\
} while (0)
#define SLIST_REMOVE_HEAD(head, f) do {					\
	(head)->slh_first = (head)->slh_first->f.sle_next;		\
} while (0)

#define LIST_HEAD(name, type)	struct name { struct type *lh_first; }
#define LIST_HEAD_INITIALIZER(head)	{ 0 }
#define LIST_ENTRY(type)						\
	struct { struct type *le_next; struct type **le_prev; }
#define LIST_FIRST(head)	((head)->lh_first)
#define LIST_END(head)		0
#define LIST_EMPTY(head)	(LIST_FIRST(head) == LIST_END(head))
#define LIST_NEXT(elm, f)	((elm)->f.le_next)
#define LIST_INIT(head)		do { (head)->lh_first = 0; } while (0)
#define LIST_FOREACH(var, head, f)					\
	for ((var) = LIST_FIRST(head); (var) != 0; (var) = LIST_NEXT(var, f))
#define LIST_FOREACH_SAFE(var, head, f, tvar)				\
	for ((var) = LIST_FIRST(head);					\
	    (var) && ((tvar) = LIST_NEXT(var, f), 1); (var) = (tvar))
#define LIST_INSERT_HEAD(head, elm, f) do {				\
	(elm)->f.le_next = (head)->lh_first;				\
	(elm)->f.le_prev = &(head)->lh_first;				\
	(head)->lh_first = (elm);					\
} while (0)
#define LIST_REMOVE(elm, f) do {					\
	*(elm)->f.le_prev = (elm)->f.le_next;				\
} while (0)

#define SIMPLEQ_HEAD(name, type)					\
	struct name { struct type *sqh_first; struct type **sqh_last; }
#define SIMPLEQ_HEAD_INITIALIZER(head)	{ 0, &(head).sqh_first }
#define SIMPLEQ_ENTRY(type)	struct { struct type *sqe_next; }
#define SIMPLEQ_FIRST(head)	((head)->sqh_first)
#define SIMPLEQ_EMPTY(head)	(SIMPLEQ_FIRST(head) == 0)
#define SIMPLEQ_NEXT(elm, f)	((elm)->f.sqe_next)
#define SIMPLEQ_INIT(head) do {						\
	(head)->sqh_first = 0;						\
	(head)->sqh_last = &(head)->sqh_first;				\
} while (0)
#define SIMPLEQ_FOREACH(var, head, f)					\
	for ((var) = SIMPLEQ_FIRST(head); (var) != 0;			\
	    (var) = SIMPLEQ_NEXT(var, f))
#define SIMPLEQ_INSERT_TAIL(head, elm, f) do {				\
	(elm)->f.sqe_next = 0;						\
	*(head)->sqh_last = (elm);					\
	(head)->sqh_last = &(elm)->f.sqe_next;				\
} while (0)
#define SIMPLEQ_REMOVE_HEAD(head, f) do {				\
	(head)->sqh_first = (head)->sqh_first->f.sqe_next;		\
} while (0)

#define TAILQ_HEAD(name, type)						\
	struct name { struct type *tqh_first; struct type **tqh_last; }
#define TAILQ_HEAD_INITIALIZER(head)	{ 0, &(head).tqh_first }
#define TAILQ_ENTRY(type)						\
	struct { struct type *tqe_next; struct type **tqe_prev; }
#define TAILQ_FIRST(head)	((head)->tqh_first)
#define TAILQ_END(head)		0
#define TAILQ_EMPTY(head)	(TAILQ_FIRST(head) == TAILQ_END(head))
#define TAILQ_NEXT(elm, f)	((elm)->f.tqe_next)
#define TAILQ_LAST(head, name)						\
	(*(((struct name *)((head)->tqh_last))->tqh_last))
#define TAILQ_PREV(elm, name, f)					\
	(*(((struct name *)((elm)->f.tqe_prev))->tqh_last))
#define TAILQ_INIT(head) do {						\
	(head)->tqh_first = 0;						\
	(head)->tqh_last = &(head)->tqh_first;				\
} while (0)
#define TAILQ_FOREACH(var, head, f)					\
	for ((var) = TAILQ_FIRST(head); (var) != 0; (var) = TAILQ_NEXT(var, f))
#define TAILQ_FOREACH_SAFE(var, head, f, tvar)				\
	for ((var) = TAILQ_FIRST(head);					\
	    (var) != 0 && ((tvar) = TAILQ_NEXT(var, f), 1); (var) = (tvar))
#define TAILQ_INSERT_HEAD(head, elm, f) do {				\
	(elm)->f.tqe_next = (head)->tqh_first;				\
	(head)->tqh_first = (elm);					\
	(elm)->f.tqe_prev = &(head)->tqh_first;				\
} while (0)
#define TAILQ_INSERT_TAIL(head, elm, f) do {				\
	(elm)->f.tqe_next = 0;						\
	(elm)->f.tqe_prev = (head)->tqh_last;				\
	*(head)->tqh_last = (elm);					\
	(head)->tqh_last = &(elm)->f.tqe_next;				\
} while (0)
#define TAILQ_INSERT_AFTER(head, list, elm, f) do {			\
	(elm)->f.tqe_next = (list)->f.tqe_next;				\
	(elm)->f.tqe_prev = &(list)->f.tqe_next;			\
	(list)->f.tqe_next = (elm);					\
	(void)(head)->tqh_last;						\
} while (0)
#define TAILQ_INSERT_BEFORE(list, elm, f) do {				\
	(elm)->f.tqe_prev = (list)->f.tqe_prev;				\
	(elm)->f.tqe_next = (list);					\
	*(list)->f.tqe_prev = (elm);					\
} while (0)
#define TAILQ_REMOVE(head, elm, f) do {					\
	(head)->tqh_last = (elm)->f.tqe_prev;				\
	*(elm)->f.tqe_prev = (elm)->f.tqe_next;				\
} while (0)
#define TAILQ_CONCAT(head1, head2, f) do {				\
	*(head1)->tqh_last = (head2)->tqh_first;			\
	(head2)->tqh_first->f.tqe_prev = (head1)->tqh_last;		\
	(head1)->tqh_last = (head2)->tqh_last;				\
} while (0)

#endif /* OPENBSD_SYS_QUEUE_H */
