//! Connections → requests → answers: a thread each, so that a slow one holds up nobody, and no more than a limit.

use super::api::Api;
use super::guard::Guard;
use super::request::{self, Refusal, Request, Timed};
use super::response::Response;
use super::source::Source;
use crate::{Error, Result};
use std::io::{self, Read};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How the viewer is served.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The ports to try, in their order; any that is free if there are none, and 0 is that, too.
    pub ports: Vec<u16>,
    /// The token of this run; random unless given.
    pub token: Option<String>,
    /// Limits to what clients may do.
    pub limits: Limits,
}

/// Limits to what clients may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest head of a request, in bytes.
    pub head: usize,
    /// Largest body of a request, in bytes.
    pub body: usize,
    /// Most connections at a time; more are turned away.
    pub connections: usize,
    /// Time for a request to come, and again for its answer to go.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: 16 << 10, body: 64 << 10, connections: 256, patience: Duration::from_secs(10) }
    }
}

/// A server that listens, as yet without answering.
pub struct Server {
    listener: TcpListener,
    port: u16,
    token: String,
    limits: Limits,
    api: Arc<Api>,
}

impl Server {
    /// Listens on the loopback address.
    ///
    /// # Errors
    /// When the port is taken, or the system gives no random numbers.
    pub fn bind(source: impl Source + 'static, options: &Options) -> Result<Self> {
        let (listener, port) = listen(&options.ports)?;
        let token = options.token.clone().map_or_else(random_token, Ok)?;
        let api = Arc::new(Api::new(Box::new(source)));
        Ok(Self { listener, port, token, limits: options.limits, api })
    }

    /// The address to open, with the token of this run.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// The port that is listened on.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The token of this run.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Answers until the program ends.
    ///
    /// # Errors
    /// When the system accepts no connections any more.
    pub fn run(self) -> Result<()> {
        let guard = Guard::new(self.port, self.token);
        let open = Arc::new(AtomicUsize::new(0));
        let api = Arc::clone(&self.api);
        // Without this thread the first page takes a moment longer.
        let _ = thread::Builder::new().name("first page".to_owned()).spawn(move || api.prepare());
        for stream in self.listener.incoming() {
            // A connection that was gone before it was accepted is no reason to stop; a moment's rest, lest a lasting
            // failure keep the processor busy.
            let Ok(stream) = stream else {
                thread::sleep(Duration::from_millis(10));
                continue;
            };
            let place = Place::take(&open);
            if place.number > self.limits.connections {
                turn_away(&stream);
                continue;
            }
            let (api, guard, limits) = (Arc::clone(&self.api), guard.clone(), self.limits);
            let work = move || {
                let _place = place;
                converse(&stream, &api, &guard, &limits);
            };
            // Without a thread the connection closes, and the browser asks again.
            let _ = thread::Builder::new().name("viewer".to_owned()).spawn(work);
        }
        Ok(())
    }
}

/// Listens on the first of the ports that is free.
fn listen(ports: &[u16]) -> Result<(TcpListener, u16)> {
    let mut refusal = None;
    for &port in if ports.is_empty() { &[0] } else { ports } {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        match bound.and_then(|listener| listener.local_addr().map(|address| (listener, address.port()))) {
            Ok(bound) => return Ok(bound),
            Err(cause) => refusal = refusal.or(Some(Error::io(format!("127.0.0.1:{port}"), cause))),
        }
    }
    Err(refusal.unwrap_or_else(|| Error::io("127.0.0.1", io::ErrorKind::AddrNotAvailable.into())))
}

/// A place among the connections, given back when dropped.
struct Place {
    open: Arc<AtomicUsize>,
    number: usize,
}

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Self {
        Self { open: Arc::clone(open), number: open.fetch_add(1, Ordering::Relaxed) + 1 }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Reads one request and answers it. A client that goes away is no failure.
fn converse(stream: &TcpStream, api: &Api, guard: &Guard, limits: &Limits) {
    let mut timed = Timed { stream, until: Instant::now() + limits.patience };
    let (response, head_only, whole) = match request::read(&mut timed, limits) {
        Ok(request) => (answer(&request, api, guard), request.method == "HEAD", true),
        Err(Refusal::Answer(status, reason)) => (Response::error(status, reason), false, false),
        Err(Refusal::Silent) => return,
    };
    timed.until = Instant::now() + limits.patience;
    if response.write(&mut timed, head_only).is_ok() && !whole {
        drain(stream, limits);
    }
}

fn answer(request: &Request, api: &Api, guard: &Guard) -> Response {
    match guard.check(request) {
        Ok(()) => api.answer(request),
        Err(response) => *response,
    }
}

/// Takes what a refused client still sends, for a while: were the connection closed at once, it would not see the answer.
fn drain(stream: &TcpStream, limits: &Limits) {
    const MOST: u64 = 32 << 20;
    let _ = stream.shutdown(Shutdown::Write);
    let until = Instant::now() + limits.patience.min(Duration::from_secs(2));
    let _ = io::copy(&mut Timed { stream, until }.take(MOST), &mut io::sink());
}

/// Says that there are too many connections, without waiting for anything.
fn turn_away(stream: &TcpStream) {
    let mut timed = Timed { stream, until: Instant::now() + Duration::from_millis(50) };
    let _ = Response::error(503, "too many connections at a time").write(&mut timed, false);
}

/// 128 random bits in hexadecimal digits.
fn random_token() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::io("random numbers", io::Error::other(error.to_string())))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
