//! Bytes of a connection → [`Request`], within limits of size and time, or the reason why not.
//!
//! Only what the viewer needs of HTTP/1.1: one request a connection, bodies with a stated length.

use super::server::Limits;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Most header fields.
const MOST_FIELDS: usize = 64;

/// A request, read whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub method: String,
    /// Decoded, with the leading slash.
    pub path: String,
    /// Names and values, decoded, in their order.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header field that stands at most once; of one that stands more often, nothing.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut values = self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }

    /// Whether a header field is there, however often.
    pub fn has_field(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let pairs = self.field("cookie")?.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The first value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All values of a parameter.
    pub fn parameters<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Why no request came about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// To be answered with this status and reason.
    Answer(u16, &'static str),
    /// Nobody is there any more to be answered.
    Silent,
}

/// A connection on which each reading and writing has to be done by a certain time, however slowly the bytes come.
pub(super) struct Timed<'s> {
    pub stream: &'s TcpStream,
    pub until: Instant,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        let mut stream = self.stream;
        stream.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        let mut stream = self.stream;
        stream.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut stream = self.stream;
        stream.flush()
    }
}

/// Reads one request.
pub(super) fn read(connection: &mut impl Read, limits: &Limits) -> Result<Request, Refusal> {
    let mut bytes = Vec::new();
    let (mut request, head) = loop {
        if let Some(found) = head(&bytes)? {
            break found;
        }
        if bytes.len() >= limits.head {
            return Err(Refusal::Answer(431, "the request's head is too large"));
        }
        let room = (limits.head - bytes.len()).min(4096);
        more(connection, &mut bytes, room)?;
    };
    let length = body_length(&request)?;
    if length > limits.body {
        return Err(Refusal::Answer(413, "the request's body is too large"));
    }
    bytes.drain(..head);
    while bytes.len() < length {
        let room = (length - bytes.len()).min(65_536);
        more(connection, &mut bytes, room)?;
    }
    bytes.truncate(length);
    request.body = bytes;
    Ok(request)
}

/// Reads at most `room` bytes more.
fn more(connection: &mut impl Read, bytes: &mut Vec<u8>, room: usize) -> Result<(), Refusal> {
    let before = bytes.len();
    bytes.resize(before + room, 0);
    let read = loop {
        match connection.read(bytes.get_mut(before..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => break outcome,
        }
    };
    bytes.truncate(before + read.as_ref().copied().unwrap_or(0));
    match read {
        Ok(0) => Err(Refusal::Silent),
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
            Err(Refusal::Answer(408, "the request came too slowly"))
        }
        Err(_) => Err(Refusal::Silent),
    }
}

/// The request without its body and the length of its head, once the head is complete.
fn head(bytes: &[u8]) -> Result<Option<(Request, usize)>, Refusal> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut parsed = httparse::Request::new(&mut fields);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal::Answer(431, "the request has too many fields")),
        Err(_) => return Err(Refusal::Answer(400, "that is no HTTP request")),
    };
    let (path, query) = target(parsed.path.unwrap_or_default())?;
    let fields = parsed.headers.iter().map(|field| {
        let value = std::str::from_utf8(field.value).map_err(|_| Refusal::Answer(400, "a field is no text"))?;
        Ok((field.name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    let fields = fields.collect::<Result<Vec<_>, Refusal>>()?;
    let method = parsed.method.unwrap_or_default().to_owned();
    Ok(Some((Request { method, path, query, fields, body: Vec::new() }, length)))
}

/// Path and parameters of a request's target.
fn target(target: &str) -> Result<(String, Vec<(String, String)>), Refusal> {
    const BAD: Refusal = Refusal::Answer(400, "that is no path of this server");
    if !target.starts_with('/') {
        return Err(BAD);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(&name.replace('+', " "))?, decoded(&value.replace('+', " "))?))
    });
    let query = pairs.collect::<Option<Vec<_>>>().ok_or(BAD)?;
    Ok((decoded(path).ok_or(BAD)?, query))
}

/// `%C3%A9` → `é`; nothing if it is no UTF-8 or holds a control character.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

fn body_length(request: &Request) -> Result<usize, Refusal> {
    if request.has_field("transfer-encoding") {
        return Err(Refusal::Answer(411, "state the body's length"));
    }
    if !request.has_field("content-length") {
        return Ok(0);
    }
    let digits = request.field("content-length").filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match digits.map(str::parse::<u64>) {
        Some(Ok(length)) => Ok(usize::try_from(length).unwrap_or(usize::MAX)),
        // More digits than a number has: certainly too large.
        Some(Err(_)) if digits.is_some_and(|digits| !digits.is_empty()) => Ok(usize::MAX),
        _ => Err(Refusal::Answer(400, "the body's length is no number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Request, Refusal> {
        read(&mut text.as_bytes(), &Limits { head: 400, body: 10, ..Limits::default() })
    }

    #[test]
    fn requests_are_read_whole() {
        let request = read_text("POST /a%20b?x=%C3%A9+1&y=&x=2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcd");
        let request = request.expect("a good request");
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/a b"));
        assert_eq!(request.parameters("x").collect::<Vec<_>>(), ["é 1", "2"]);
        assert_eq!((request.parameter("y"), request.parameter("z")), (Some(""), None));
        assert_eq!(request.body, b"abc");
    }

    #[test]
    fn bad_requests_are_refused() {
        let head = |fields: &str| format!("GET / HTTP/1.1\r\n{fields}\r\n\r\n");
        let long = head(&format!("X: {}", "x".repeat(500)));
        let many = (0..65).map(|i| format!("{i}: a")).collect::<Vec<_>>().join("\r\n");
        let cases = [
            ("\u{1}\u{2}\r\n\r\n".to_owned(), 400),
            ("GET http://other/ HTTP/1.1\r\n\r\n".to_owned(), 400),
            ("GET /%ff HTTP/1.1\r\n\r\n".to_owned(), 400),
            ("GET /%00 HTTP/1.1\r\n\r\n".to_owned(), 400),
            ("GET /%2 HTTP/1.1\r\n\r\n".to_owned(), 400),
            (head("Content-Length: -1"), 400),
            (head("Content-Length: 1\r\nContent-Length: 2"), 400),
            (head("Content-Length: 11"), 413),
            (head("Content-Length: 99999999999999999999999"), 413),
            (head("Transfer-Encoding: chunked"), 411),
            (long, 431),
            (head(&many), 431),
        ];
        for (text, status) in cases {
            assert!(matches!(read_text(&text), Err(Refusal::Answer(given, _)) if given == status), "{text}");
        }
        assert_eq!(read_text("GET / HTTP/1.1\r\nHost"), Err(Refusal::Silent));
        assert_eq!(read_text("GET / HTTP/1.1\r\nContent-Length: 4\r\n\r\nab"), Err(Refusal::Silent));
    }
}
