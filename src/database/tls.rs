//! Encryption of database connections, with the words of libpq.
//!
//! | `sslmode` | encrypted | the server's certificate |
//! |---|---|---|
//! | `disable` | never | – |
//! | `allow`, `prefer` (default) | if the server can | not checked |
//! | `require` | always | not checked; with `sslrootcert` as `verify-ca` |
//! | `verify-ca` | always | must be signed by a trusted authority |
//! | `verify-full` | always | also has to name the host of the address |
//!
//! Trusted are the authorities in the PEM file `sslrootcert`, or the system's where it is `system` or absent.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use tokio_postgres::config::SslMode;
use url::form_urlencoded;

/// What an address says about encryption.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Encryption {
    negotiation: SslMode,
    check: Check,
    authorities: Option<PathBuf>,
}

/// How far the server's certificate is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    Nothing,
    Authority,
    AuthorityAndName,
}

impl Encryption {
    /// Takes what is about encryption out of an address; the rest is for the driver, which knows less.
    pub(super) fn of_url(url: &str) -> Result<(String, Self)> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let mut encryption = Self {
            negotiation: SslMode::Prefer,
            check: Check::Nothing,
            authorities: None,
        };
        let mut others = form_urlencoded::Serializer::new(String::new());
        let mut mode = String::from("prefer");
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "sslmode" => mode = value.into_owned(),
                "sslrootcert" if value == "system" => {}
                "sslrootcert" => encryption.authorities = Some(PathBuf::from(value.as_ref())),
                _ => {
                    others.append_pair(&name, &value);
                }
            }
        }
        (encryption.negotiation, encryption.check) = match mode.as_str() {
            "disable" => (SslMode::Disable, Check::Nothing),
            "allow" | "prefer" => (SslMode::Prefer, Check::Nothing),
            "require" if encryption.authorities.is_some() => (SslMode::Require, Check::Authority),
            "require" => (SslMode::Require, Check::Nothing),
            "verify-ca" => (SslMode::Require, Check::Authority),
            "verify-full" => (SslMode::Require, Check::AuthorityAndName),
            _ => bail!(
                "sslmode={mode} in database.url is not known. Use disable, prefer, require, verify-ca or verify-full."
            ),
        };
        // The driver decodes percent signs only: a plus would stay a plus.
        let others = others.finish().replace('+', "%20");
        let separator = if others.is_empty() { "" } else { "?" };
        Ok((format!("{base}{separator}{others}"), encryption))
    }

    pub(super) fn negotiation(&self) -> SslMode {
        self.negotiation
    }

    pub(super) fn client_config(&self) -> Result<ClientConfig> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_safe_default_protocol_versions()?;
        if self.check == Check::AuthorityAndName {
            return Ok(builder
                .with_root_certificates(self.roots()?)
                .with_no_client_auth());
        }
        let authority = match self.check {
            Check::Authority => {
                let roots = Arc::new(self.roots()?);
                Some(
                    WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider))
                        .build()?,
                )
            }
            _ => None,
        };
        let verifier = Arc::new(Lenient {
            provider,
            authority,
        });
        let builder = builder
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        Ok(builder.with_no_client_auth())
    }

    fn roots(&self) -> Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        let Some(path) = &self.authorities else {
            let found = rustls_native_certs::load_native_certs();
            roots.add_parsable_certificates(found.certs);
            if roots.is_empty() {
                bail!(
                    "The system has no certificate authorities. Install ca-certificates, or add sslrootcert=FILE to database.url."
                );
            }
            return Ok(roots);
        };
        let unreadable = || {
            format!(
                "sslrootcert={} in database.url cannot be read",
                path.display()
            )
        };
        for certificate in CertificateDer::pem_file_iter(path).with_context(unreadable)? {
            roots.add(certificate.with_context(unreadable)?)?;
        }
        Ok(roots)
    }
}

/// Accepts certificates that name another host, and, without an authority, any certificate.
#[derive(Debug)]
struct Lenient {
    provider: Arc<CryptoProvider>,
    authority: Option<Arc<WebPkiServerVerifier>>,
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(authority) = &self.authority else {
            return Ok(ServerCertVerified::assertion());
        };
        match authority.verify_server_cert(certificate, intermediates, name, ocsp, now) {
            // The name is looked at last: with this answer everything else was in order.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
