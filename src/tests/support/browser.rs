//! Browsers: they keep cookies, follow nothing by themselves, and send what real ones send.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use discord_simulator::snowflake::Snowflake;
use futures::{StreamExt as _, stream};
use rustmail::app::App;
use rustmail::ids::UserId;
use rustmail::models::grant::{Grant, SubjectKind};
use rustmail::models::permission::Permission;
use rustmail::models::user::User;
use rustmail::session_cookie;
use tower::ServiceExt as _;

use super::test_app::TestApp;

/// Where the panel is, as the browser sees it.
const HOST: &str = "localhost:3002";

/// A browser in front of the panel.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Headers that go with every request.
    pub headers: Vec<(&'static str, String)>,
    /// The machine from which the requests come over the network, if they do.
    pub peer: Option<SocketAddr>,
}

/// What a browser got.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl TestApp {
    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::before(&self.app)
    }

    /// A browser in which somebody has signed in to the panel of another process.
    pub async fn signed_in_to(&self, app: &Arc<App>, user: Snowflake) -> Browser {
        let mut browser = Browser::before(app);
        let home = browser.sign_in(self, user, "/").await;
        assert_eq!(home.status, StatusCode::SEE_OTHER, "{home:?}");
        browser
    }

    /// A browser in which somebody has signed in, all the way through Discord.
    pub async fn signed_in(&self, user: Snowflake) -> Browser {
        let mut browser = self.browser();
        let home = browser.sign_in(self, user, "/").await;
        assert_eq!(home.status, StatusCode::SEE_OTHER, "{home:?}");
        browser
    }

    /// Gives a user a permission, as a super administrator would.
    pub async fn grant(&self, user: Snowflake, permission: Permission) {
        let subject = (SubjectKind::User, user.signed());
        let conn = &mut self.app.db().await.unwrap();
        let olga = UserId(self.cast.olga.signed());
        let user = User {
            id: olga,
            username: "olga".to_owned(),
            display_name: None,
            avatar: None,
            updated_at: self.app.clock.now(),
        };
        user.remember(conn).await.unwrap();
        let mut act = self.act_as(self.cast.olga, "olga");
        if let rustmail::models::actor::Actor::Staff(staff) = &mut act.actor {
            staff.permissions = rustmail::models::permission::Permissions::all();
        }
        Grant::give(conn, &act, subject, permission).await.unwrap();
    }
}

/// A body as a network brings it.
fn in_pieces(body: &[u8]) -> Body {
    let pieces: Vec<_> = body.chunks(64 * 1024).map(Bytes::copy_from_slice).collect();
    let arriving = stream::iter(pieces)
        .enumerate()
        .then(async |(index, piece)| {
            if index > 0 {
                tokio::task::yield_now().await;
            }
            Ok::<_, std::convert::Infallible>(piece)
        });
    Body::from_stream(arriving)
}

impl Browser {
    /// A browser in front of the panel of a process.
    pub fn before(app: &Arc<App>) -> Self {
        Self {
            router: rustmail::web::router(Arc::clone(app), Router::new()).unwrap(),
            cookies: BTreeMap::new(),
            headers: Vec::new(),
            peer: None,
        }
    }

    /// Goes through Discord as `user`; gives what the panel answers at the end.
    pub async fn sign_in(&mut self, test: &TestApp, user: Snowflake, return_to: &str) -> Page {
        let at_discord = self.set_out(return_to).await;
        let back = test.discord.authorize(user, &at_discord).unwrap();
        self.get(path_of(&back)).await
    }

    /// Begins to sign in; gives the address at Discord.
    pub async fn set_out(&mut self, return_to: &str) -> String {
        let query: String = url::form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
        let begun = self
            .get(&format!("/api/auth/login?return_to={query}"))
            .await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{begun:?}");
        let led = begun.location();
        if !path_of(led).starts_with("/api/auth/login") {
            return led.to_owned();
        }
        // A panel that is reached under another port leads there first.
        let begun = self.get(path_of(led)).await;
        begun.location().to_owned()
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    /// Lets a script ask for a part of a page.
    pub async fn get_fragment(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path).header("hx-request", "true");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form of a page of ours.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.form(path, &self.csrf_token(), fields);
        self.send(request).await
    }

    /// Lets a script send a form, to swap the answer into the page.
    pub async fn post_fragment(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut request = self.form(path, &self.csrf_token(), fields);
        request
            .headers_mut()
            .insert("hx-request", "true".parse().unwrap());
        self.send(request).await
    }

    /// Sends the box of a ticket: fields, then files by name and content.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, Vec<u8>)],
    ) -> Page {
        let request = self.multipart(path, fields, files);
        self.send(request).await
    }

    /// Sends a form with files in fields of their own: field, file name and content.
    pub async fn upload_to(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, Vec<u8>)],
    ) -> Page {
        let files: Vec<_> = files
            .iter()
            .map(|(field, name, bytes)| (*field, *name, "image/png", bytes.as_slice()))
            .collect();
        let request = self.multipart_of(path, fields, &files);
        self.send(request).await
    }

    /// The same, by a script.
    pub async fn upload_fragment(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut request = self.multipart(path, fields, &[]);
        request
            .headers_mut()
            .insert("hx-request", "true".parse().unwrap());
        self.send(request).await
    }

    /// A form as the browser would send it, with this token.
    pub fn form(&self, path: &str, token: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf_token", token);
        body.extend_pairs(fields);
        self.request(Method::POST, path)
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.finish().into())
            .unwrap()
    }

    /// A form with files, as the browser would send it.
    pub fn multipart(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, Vec<u8>)],
    ) -> Request<Body> {
        let files: Vec<_> = files
            .iter()
            .map(|(name, media_type, bytes)| ("files", *name, *media_type, bytes.as_slice()))
            .collect();
        self.multipart_of(path, fields, &files)
    }

    /// A form with files: field, file name, media type and content.
    fn multipart_of(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &str, &[u8])],
    ) -> Request<Body> {
        let mut body = Vec::new();
        let token = self.csrf_token();
        for (name, value) in [("csrf_token", token.as_str())].iter().chain(fields) {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(format!("{head}{value}\r\n").as_bytes());
        }
        for (field, name, media_type, bytes) in files {
            let disposition = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
            let head = format!(
                "--edge\r\nContent-Disposition: {disposition}\r\nContent-Type: {media_type}\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        self.request(Method::POST, path)
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::CONTENT_LENGTH, body.len())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(in_pieces(&body))
            .unwrap()
    }

    /// A request with everything but a body.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST);
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(peer));
        }
        request
    }

    /// Sends a request as it is, and keeps the cookies that come back.
    pub async fn send(&mut self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().unwrap());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Page {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    /// Sends a request whose answer has no end.
    pub async fn open(&mut self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    fn keep(&mut self, line: &str) {
        let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
        if line.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The session's cookie, if the browser has one.
    pub fn session(&self) -> Option<&str> {
        self.cookies.get("rustmail_session").map(String::as_str)
    }

    /// Puts any cookie into the browser, as somebody else may.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Forgets every cookie, as a browser does that keeps none.
    pub fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    /// Puts another session's cookie into the browser.
    pub fn set_session(&mut self, value: &str) {
        self.cookies
            .insert("rustmail_session".to_owned(), value.to_owned());
    }

    /// The token that stands in every form of this browser's pages.
    pub fn csrf_token(&self) -> String {
        self.session()
            .map(session_cookie::csrf_token)
            .unwrap_or_default()
    }
}

impl Page {
    /// Where the answer leads to.
    pub fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION);
        location
            .unwrap_or_else(|| panic!("this leads nowhere: {self:?}"))
            .to_str()
            .unwrap()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

/// The path and query of an address.
pub fn path_of(address: &str) -> &str {
    let (_, rest) = address.split_once("://").unwrap();
    &rest[rest.find('/').unwrap()..]
}
