//! Who may ask: only pages of this server, on this machine, with the token of this run.
//!
//! - **Host**: a page elsewhere whose name is made to point at 127.0.0.1 (DNS rebinding) still sends its own name as host.
//! - **Origin** and **Sec-Fetch-Site**: a page elsewhere that sends requests here says where it comes from.
//! - **Token**: other users of the machine can reach the port, but do not know it. It comes once in the address that is printed and
//!   is then kept in a cookie that no other site sends along; programs send it as `Authorization: Bearer TOKEN`.

use super::request::Request;
use super::response::Response;

/// What requests are held against.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    pub fn new(port: u16, token: String) -> Self {
        Self { port, token }
    }

    /// Lets a request pass, or answers in its place.
    pub fn check(&self, request: &Request) -> Result<(), Box<Response>> {
        let refuse = |message| Err(Box::new(Response::text(403, message)));
        if !request.field("host").is_some_and(|host| self.is_ours(host)) {
            return refuse("Forbidden: this server is reached only as 127.0.0.1 or localhost.");
        }
        let origin_is_ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_ours(host));
        if request.has_field("origin") && !request.field("origin").is_some_and(origin_is_ours) {
            return refuse("Forbidden: the request comes from another site.");
        }
        let from_elsewhere = request.has_field("sec-fetch-site")
            && !matches!(request.field("sec-fetch-site"), Some("same-origin" | "none"));
        if from_elsewhere && !is_page(request) {
            return refuse("Forbidden: the request comes from another site.");
        }
        if request.method == "GET"
            && request.path == "/"
            && request.parameter("token").is_some_and(|t| self.is_token(t))
        {
            return Err(Box::new(self.welcome()));
        }
        let bearer = request.field("authorization").and_then(|value| value.strip_prefix("Bearer "));
        let cookie = request.cookie(&self.cookie_name());
        if !bearer.or(cookie).is_some_and(|token| self.is_token(token)) {
            return refuse(
                "Forbidden: open the address that `summitry serve` printed; it holds the token of this run.",
            );
        }
        Ok(())
    }

    /// Keeps the token in a cookie and takes it out of the address.
    fn welcome(&self) -> Response {
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.token);
        Response::text(303, "Welcome.").with("Location", "/".to_owned()).with("Set-Cookie", cookie)
    }

    /// Cookies do not know ports; two viewers on one machine must not take each other's.
    fn cookie_name(&self) -> String {
        format!("summitry-{}", self.port)
    }

    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        port == self.port.to_string() && (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
    }

    /// Takes the same time whatever is wrong with it.
    fn is_token(&self, given: &str) -> bool {
        let (given, known) = (given.as_bytes(), self.token.as_bytes());
        let differing = given.iter().zip(known).fold(0, |sum, (one, two)| sum | (one ^ two));
        given.len() == known.len() && differing == 0
    }
}

/// Whether somebody follows a link to the page; that shows nothing to the site where the link stands.
fn is_page(request: &Request) -> bool {
    request.method == "GET" && request.path == "/" && request.field("sec-fetch-mode") == Some("navigate")
}
