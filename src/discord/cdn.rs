//! Fetching files from Discord's CDN, and from nowhere else.

use bytes::Bytes;
use futures::Stream;
use reqwest::Url;

use crate::discord::client::{Discord, Failure, Silence, unanswered};

/// Where Discord keeps attachments beside its CDN.
const MEDIA_HOST: &str = "media.discordapp.net";
const REAL_CDN: &str = "https://cdn.discordapp.com";

impl Discord {
    /// The bytes of a file, a piece at a time.
    ///
    /// # Errors
    ///
    /// Refuses an address outside Discord's CDN: a link in a message must not make the server fetch what it names.
    pub async fn download(
        &self,
        url: &str,
    ) -> Result<impl Stream<Item = Result<Bytes, reqwest::Error>> + Unpin + use<>, Failure> {
        if !self.is_on_cdn(url) {
            return Err(Failure::Refused {
                status: 400,
                code: 0,
                message: "the file is not on Discord's own servers".to_owned(),
            });
        }
        // A large file may take longer than the patience that other requests are given.
        let request = self
            .http()
            .get(url)
            .timeout(std::time::Duration::from_secs(600));
        let response = request.send().await;
        let response = response.map_err(unanswered)?;
        let status = response.status();
        if status.is_client_error() {
            let message = format!("the file cannot be fetched any more ({status})");
            return Err(Failure::Refused {
                status: status.as_u16(),
                code: 0,
                message,
            });
        }
        if !status.is_success() {
            return Err(Failure::Unanswered(Silence::Status(status.as_u16())));
        }
        Ok(Box::pin(response.bytes_stream()))
    }

    fn is_on_cdn(&self, url: &str) -> bool {
        let (Ok(url), Ok(cdn)) = (Url::parse(url), Url::parse(self.cdn_url())) else {
            return false;
        };
        let is_media = self.cdn_url() == REAL_CDN
            && url.scheme() == "https"
            && url.host_str() == Some(MEDIA_HOST);
        url.origin() == cdn.origin() || is_media
    }
}
