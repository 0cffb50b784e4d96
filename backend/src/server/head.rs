//! Finds the end of a request's head in bytes that arrive piece by piece. It decides only how far the server reads;
//! actix parses the head.

use memchr::memchr_iter;

/// What has arrived of a head.
pub struct Head {
    length: usize,
    is_line_empty: bool,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            length: 0,
            is_line_empty: true,
        }
    }
}

impl Head {
    /// Appends a piece. Returns how much of the piece belongs to the head if the head ends in it, and begins the next
    /// head then.
    pub fn end_in(&mut self, piece: &[u8]) -> Option<usize> {
        let mut begin = 0;
        for end in memchr_iter(b'\n', piece) {
            let is_empty = self.is_line_empty && is_empty(&piece[begin..end]);
            // A client may send empty lines before a head (RFC 9112 section 2.2).
            if is_empty && self.length > 0 {
                *self = Self::default();
                return Some(end + 1);
            }
            if !is_empty {
                self.length += end + 1 - begin;
            }
            self.is_line_empty = true;
            begin = end + 1;
        }
        let rest = &piece[begin..];
        if !is_empty(rest) {
            self.is_line_empty = false;
            self.length += rest.len();
        }
        None
    }

    /// Its bytes so far, without the empty lines before it.
    pub fn length(&self) -> usize {
        self.length
    }
}

fn is_empty(line: &[u8]) -> bool {
    line.iter().all(|byte| *byte == b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [&str; 4] = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "\r\n\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\n",
        "x\n\r\n",
    ];

    #[test]
    fn a_head_ends_with_an_empty_line() {
        for head in HEADS {
            let text = format!("{head}GET /next");
            let mut scanner = Head::default();
            assert_eq!(scanner.end_in(text.as_bytes()), Some(head.len()), "{head:?}");
            assert_eq!(scanner.length(), 0);
        }
    }

    #[test]
    fn a_head_may_arrive_in_any_two_pieces() {
        for head in HEADS {
            for cut in 0..head.len() {
                let mut scanner = Head::default();
                assert_eq!(scanner.end_in(&head.as_bytes()[..cut]), None, "{head:?} {cut}");
                let end = scanner.end_in(&head.as_bytes()[cut..]);
                assert_eq!(end, Some(head.len() - cut), "{head:?} {cut}");
            }
        }
    }

    #[test]
    fn a_head_that_goes_on_has_a_length() {
        let mut scanner = Head::default();
        assert_eq!(scanner.end_in(b"\r\n"), None);
        assert_eq!(scanner.length(), 0);
        assert_eq!(scanner.end_in(b"GET / HTTP/1.1\r\nCookie: "), None);
        assert_eq!(scanner.end_in(&[b'c'; 1000]), None);
        assert_eq!(scanner.length(), 1024);
    }
}
