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
 * Buffers that are written at one end and read at the other: the ibuf
 * functions of OpenBSD's ibuf_add(3).
 */
#include <sys/types.h>
#include <sys/queue.h>

#include <endian.h>
#include <errno.h>
#include <imsg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In fd: a view of memory that somebody else owns; never freed, never grown. */
#define IBUF_ON_STACK	(-2)

static struct ibuf	*ibuf_alloc(size_t, size_t);
static int		 ibuf_grow(struct ibuf *, size_t);
static int		 uint_encode(unsigned char *, uint64_t, size_t, int);
static int		 ibuf_add_uint(struct ibuf *, uint64_t, size_t, int);
static int		 ibuf_set_uint(struct ibuf *, size_t, uint64_t, size_t,
			    int);

struct ibuf *
ibuf_open(size_t len)
{
	return (ibuf_alloc(len, len));
}

struct ibuf *
ibuf_dynamic(size_t len, size_t max)
{
	if (max == 0 || max < len) {
		errno = EINVAL;
		return (NULL);
	}
	return (ibuf_alloc(len, max));
}

/*
 * The first len bytes follow the struct, in the same allocation.  Only a
 * buffer that outgrows them gets a second one.
 */
static struct ibuf *
ibuf_alloc(size_t len, size_t max)
{
	struct ibuf	*buf;

	if (len > SIZE_MAX - sizeof(*buf)) {
		errno = ENOMEM;
		return (NULL);
	}
	if ((buf = malloc(sizeof(*buf) + len)) == NULL)
		return (NULL);
	memset(buf, 0, sizeof(*buf));
	buf->buf = (unsigned char *)(buf + 1);
	buf->size = len;
	buf->max = max;
	buf->fd = -1;
	return (buf);
}

/* Makes room for need bytes in all; at least doubles what there is. */
static int
ibuf_grow(struct ibuf *buf, size_t need)
{
	unsigned char	*p;
	size_t		 size;

	size = buf->size < 64 ? 64 : buf->size;
	while (size < need) {
		if (size > SIZE_MAX / 2) {
			size = need;
			break;
		}
		size *= 2;
	}
	if (size > buf->max)
		size = buf->max;

	if (buf->buf == (unsigned char *)(buf + 1)) {
		if ((p = malloc(size)) == NULL)
			return (-1);
		memcpy(p, buf->buf, buf->wpos);
	} else if ((p = realloc(buf->buf, size)) == NULL)
		return (-1);
	buf->buf = p;
	buf->size = size;
	return (0);
}

void *
ibuf_reserve(struct ibuf *buf, size_t len)
{
	void	*p;

	if (buf->fd == IBUF_ON_STACK) {
		errno = EINVAL;
		return (NULL);
	}
	if (len > buf->max - buf->wpos) {
		errno = ERANGE;
		return (NULL);
	}
	if (len > buf->size - buf->wpos &&
	    ibuf_grow(buf, buf->wpos + len) == -1)
		return (NULL);
	p = buf->buf + buf->wpos;
	buf->wpos += len;
	return (p);
}

int
ibuf_add(struct ibuf *buf, const void *data, size_t len)
{
	void	*p;

	if (len == 0)
		return (0);
	if ((p = ibuf_reserve(buf, len)) == NULL)
		return (-1);
	memcpy(p, data, len);
	return (0);
}

int
ibuf_add_ibuf(struct ibuf *buf, const struct ibuf *from)
{
	return (ibuf_add(buf, ibuf_data(from), ibuf_size(from)));
}

int
ibuf_add_zero(struct ibuf *buf, size_t len)
{
	void	*p;

	if (len == 0)
		return (0);
	if ((p = ibuf_reserve(buf, len)) == NULL)
		return (-1);
	memset(p, 0, len);
	return (0);
}

int
ibuf_add_strbuf(struct ibuf *buf, const char *str, size_t len)
{
	size_t	 n;
	char	*p;

	if ((n = strlen(str)) >= len) {
		errno = EOVERFLOW;
		return (-1);
	}
	if ((p = ibuf_reserve(buf, len)) == NULL)
		return (-1);
	memcpy(p, str, n);
	memset(p + n, 0, len - n);
	return (0);
}

/* The low len bytes of value, in network byte order, or as the host has it. */
static int
uint_encode(unsigned char *p, uint64_t value, size_t len, int network)
{
	uint64_t	 be, host;

	if (len < sizeof(value) && value >> (8 * len) != 0) {
		errno = EINVAL;
		return (-1);
	}
	be = htobe64(value);
	if (network || BYTE_ORDER == BIG_ENDIAN)
		memcpy(p, (unsigned char *)&be + sizeof(be) - len, len);
	else {
		host = value;
		memcpy(p, &host, len);
	}
	return (0);
}

static int
ibuf_add_uint(struct ibuf *buf, uint64_t value, size_t len, int network)
{
	unsigned char	 b[sizeof(value)];

	if (uint_encode(b, value, len, network) == -1)
		return (-1);
	return (ibuf_add(buf, b, len));
}

static int
ibuf_set_uint(struct ibuf *buf, size_t pos, uint64_t value, size_t len,
    int network)
{
	unsigned char	 b[sizeof(value)];

	if (uint_encode(b, value, len, network) == -1)
		return (-1);
	return (ibuf_set(buf, pos, b, len));
}

int
ibuf_add_n8(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 1, 1));
}

int
ibuf_add_n16(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 2, 1));
}

int
ibuf_add_n32(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 4, 1));
}

int
ibuf_add_n64(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 8, 1));
}

int
ibuf_add_h16(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 2, 0));
}

int
ibuf_add_h32(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 4, 0));
}

int
ibuf_add_h64(struct ibuf *buf, uint64_t value)
{
	return (ibuf_add_uint(buf, value, 8, 0));
}

/* Positions count from what ibuf_data() returns. */
void *
ibuf_seek(struct ibuf *buf, size_t pos, size_t len)
{
	if (pos > ibuf_size(buf) || len > ibuf_size(buf) - pos) {
		errno = ERANGE;
		return (NULL);
	}
	return (buf->buf + buf->rpos + pos);
}

int
ibuf_set(struct ibuf *buf, size_t pos, const void *data, size_t len)
{
	void	*p;

	if ((p = ibuf_seek(buf, pos, len)) == NULL)
		return (-1);
	if (len > 0)
		memcpy(p, data, len);
	return (0);
}

int
ibuf_set_n8(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 1, 1));
}

int
ibuf_set_n16(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 2, 1));
}

int
ibuf_set_n32(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 4, 1));
}

int
ibuf_set_n64(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 8, 1));
}

int
ibuf_set_h16(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 2, 0));
}

int
ibuf_set_h32(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 4, 0));
}

int
ibuf_set_h64(struct ibuf *buf, size_t pos, uint64_t value)
{
	return (ibuf_set_uint(buf, pos, value, 8, 0));
}

/* Only ever smaller, and not below what is written. */
int
ibuf_set_maxsize(struct ibuf *buf, size_t max)
{
	if (buf->fd == IBUF_ON_STACK) {
		errno = EINVAL;
		return (-1);
	}
	if (max > buf->max || max < buf->wpos) {
		errno = ERANGE;
		return (-1);
	}
	buf->max = max;
	if (buf->size > max)
		buf->size = max;
	return (0);
}

void *
ibuf_data(const struct ibuf *buf)
{
	return (buf->buf + buf->rpos);
}

size_t
ibuf_size(const struct ibuf *buf)
{
	return (buf->wpos - buf->rpos);
}

size_t
ibuf_left(const struct ibuf *buf)
{
	if (buf->fd == IBUF_ON_STACK)
		return (0);
	return (buf->max - buf->wpos);
}

int
ibuf_truncate(struct ibuf *buf, size_t len)
{
	if (ibuf_size(buf) >= len) {
		buf->wpos = buf->rpos + len;
		return (0);
	}
	if (buf->fd == IBUF_ON_STACK) {
		errno = ERANGE;
		return (-1);
	}
	return (ibuf_add_zero(buf, len - ibuf_size(buf)));
}

void
ibuf_rewind(struct ibuf *buf)
{
	buf->rpos = 0;
}

void
ibuf_from_buffer(struct ibuf *buf, void *data, size_t len)
{
	memset(buf, 0, sizeof(*buf));
	buf->buf = data;
	buf->size = buf->max = buf->wpos = len;
	buf->fd = IBUF_ON_STACK;
}

void
ibuf_from_ibuf(struct ibuf *buf, const struct ibuf *from)
{
	ibuf_from_buffer(buf, ibuf_data(from), ibuf_size(from));
}

int
ibuf_get(struct ibuf *buf, void *data, size_t len)
{
	if (ibuf_size(buf) < len) {
		errno = EBADMSG;
		return (-1);
	}
	if (len > 0)
		memcpy(data, ibuf_data(buf), len);
	buf->rpos += len;
	return (0);
}

int
ibuf_get_ibuf(struct ibuf *buf, size_t len, struct ibuf *new)
{
	if (ibuf_size(buf) < len) {
		errno = EBADMSG;
		return (-1);
	}
	ibuf_from_buffer(new, ibuf_data(buf), len);
	buf->rpos += len;
	return (0);
}

int
ibuf_get_h16(struct ibuf *buf, uint16_t *value)
{
	return (ibuf_get(buf, value, sizeof(*value)));
}

int
ibuf_get_h32(struct ibuf *buf, uint32_t *value)
{
	return (ibuf_get(buf, value, sizeof(*value)));
}

int
ibuf_get_h64(struct ibuf *buf, uint64_t *value)
{
	return (ibuf_get(buf, value, sizeof(*value)));
}

int
ibuf_get_n8(struct ibuf *buf, uint8_t *value)
{
	return (ibuf_get(buf, value, sizeof(*value)));
}

int
ibuf_get_n16(struct ibuf *buf, uint16_t *value)
{
	if (ibuf_get(buf, value, sizeof(*value)) == -1)
		return (-1);
	*value = be16toh(*value);
	return (0);
}

int
ibuf_get_n32(struct ibuf *buf, uint32_t *value)
{
	if (ibuf_get(buf, value, sizeof(*value)) == -1)
		return (-1);
	*value = be32toh(*value);
	return (0);
}

int
ibuf_get_n64(struct ibuf *buf, uint64_t *value)
{
	if (ibuf_get(buf, value, sizeof(*value)) == -1)
		return (-1);
	*value = be64toh(*value);
	return (0);
}

char *
ibuf_get_string(struct ibuf *buf, size_t len)
{
	char	*str;

	if (ibuf_size(buf) < len) {
		errno = EBADMSG;
		return (NULL);
	}
	if ((str = strndup(ibuf_data(buf), len)) == NULL)
		return (NULL);
	buf->rpos += len;
	return (str);
}

/*
 * For a char array of fixed size.  One without a NUL is an error, but whoever
 * goes on regardless does so with a string.  Nothing is left behind a NUL.
 */
int
ibuf_get_strbuf(struct ibuf *buf, char *str, size_t len)
{
	size_t	 n;

	if (len == 0) {
		errno = EINVAL;
		return (-1);
	}
	if (ibuf_get(buf, str, len) == -1)
		return (-1);
	if ((n = strnlen(str, len)) == len) {
		str[len - 1] = '\0';
		errno = EOVERFLOW;
		return (-1);
	}
	memset(str + n, 0, len - n);
	return (0);
}

int
ibuf_skip(struct ibuf *buf, size_t len)
{
	if (ibuf_size(buf) < len) {
		errno = EBADMSG;
		return (-1);
	}
	buf->rpos += len;
	return (0);
}

void
ibuf_free(struct ibuf *buf)
{
	int	 save_errno = errno;

	if (buf == NULL)
		return;
	if (buf->fd == IBUF_ON_STACK)
		abort();
	if (ibuf_fd_avail(buf))
		close(buf->fd);
	if (buf->buf != (unsigned char *)(buf + 1))
		free(buf->buf);
	free(buf);
	errno = save_errno;
}

int
ibuf_fd_avail(struct ibuf *buf)
{
	return (buf->fd >= 0);
}

int
ibuf_fd_get(struct ibuf *buf)
{
	int	 fd;

	if (buf->fd < 0)
		return (-1);
	fd = buf->fd;
	buf->fd = -1;
	return (fd);
}

/* A view can't hold a descriptor: there is no one to close it. */
void
ibuf_fd_set(struct ibuf *buf, int fd)
{
	if (buf->fd == IBUF_ON_STACK)
		abort();
	if (buf->fd != -1)
		close(buf->fd);
	buf->fd = fd < 0 ? -1 : fd;
}
