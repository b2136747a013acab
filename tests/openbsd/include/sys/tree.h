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
 * <sys/tree.h>: tree(3).  What RB_GENERATE() makes is only declared, with a
 * function that uses its arguments, so that their types are checked.
 */
#ifndef OPENBSD_SYS_TREE_H
#define OPENBSD_SYS_TREE_H

#define RB_HEAD(name, type)	struct name { struct type *rbh_root; }
#define RB_INITIALIZER(root)	{ 0 }
#define RB_ENTRY(type)							\
	struct {							\
		struct type	*rbe_left;				\
		struct type	*rbe_right;				\
		struct type	*rbe_parent;				\
		int		 rbe_color;				\
	}

#define RB_PROTOTYPE(name, type, field, cmp)				\
	RB_DECLARE(name, type, )
#define RB_PROTOTYPE_STATIC(name, type, field, cmp)			\
	RB_DECLARE(name, type, __attribute__((__unused__)) static)
#define RB_DECLARE(name, type, attr)					\
	attr void	 name##_RB_INSERT_COLOR(struct name *, struct type *); \
	attr struct type *name##_RB_REMOVE(struct name *, struct type *); \
	attr struct type *name##_RB_INSERT(struct name *, struct type *); \
	attr struct type *name##_RB_FIND(struct name *, struct type *);	\
	attr struct type *name##_RB_NFIND(struct name *, struct type *); \
	attr struct type *name##_RB_NEXT(struct type *);		\
	attr struct type *name##_RB_PREV(struct type *);		\
	attr struct type *name##_RB_MINMAX(struct name *, int);

#define RB_GENERATE(name, type, field, cmp)				\
	static __attribute__((__unused__)) int				\
	name##_RB_ARGUMENTS(struct type *a, struct type *b)		\
	{								\
		a->field.rbe_left = b->field.rbe_right;			\
		return (cmp)(a, b);					\
	}
#define RB_GENERATE_STATIC(name, type, field, cmp)			\
	RB_GENERATE(name, type, field, cmp)

#define RB_ROOT(head)			((head)->rbh_root)
#define RB_EMPTY(head)			(RB_ROOT(head) == 0)
#define RB_INIT(root)			do { (root)->rbh_root = 0; } while (0)
#define RB_INSERT(name, head, elm)	name##_RB_INSERT(head, elm)
#define RB_REMOVE(name, head, elm)	name##_RB_REMOVE(head, elm)
#define RB_FIND(name, head, key)	name##_RB_FIND(head, key)
#define RB_NFIND(name, head, key)	name##_RB_NFIND(head, key)
#define RB_NEXT(name, head, elm)	name##_RB_NEXT(elm)
#define RB_PREV(name, head, elm)	name##_RB_PREV(elm)
#define RB_MIN(name, head)		name##_RB_MINMAX(head, -1)
#define RB_MAX(name, head)		name##_RB_MINMAX(head, 1)
#define RB_FOREACH(var, name, head)					\
	for ((var) = RB_MIN(name, head); (var) != 0;			\
	    (var) = name##_RB_NEXT(var))
#define RB_FOREACH_SAFE(var, name, head, tvar)				\
	for ((var) = RB_MIN(name, head);				\
	    (var) != 0 && ((tvar) = name##_RB_NEXT(var), 1); (var) = (tvar))

#endif /* OPENBSD_SYS_TREE_H */
