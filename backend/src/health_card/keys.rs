//! The issuer's keys: P-256, named by their RFC 7638 thumbprint. `Debug` never prints the private half.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use thiserror::Error;
use zeroize::Zeroizing;

/// The private and public half of a key.
pub struct SigningKey {
    pair: EcdsaKeyPair,
    public: PublicKey,
}

/// The public half of a key, as the JWK set contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    kid: String,
    /// Big-endian coordinates, 32 bytes each, in base64url.
    x: String,
    y: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("these bytes are not a P-256 private key in PKCS #8")]
    NotAPrivateKey,
    #[error("these bytes are not an uncompressed P-256 public key (65 bytes, beginning with 4)")]
    NotAPublicKey,
}

impl SigningKey {
    /// Creates a key.
    ///
    /// # Panics
    /// If the operating system's generator fails, which it does not once the system has booted.
    pub fn generate() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .expect("the operating system's generator answers once the system has booted");
        Self::new(pair)
    }

    /// Reads the result of `private_bytes`.
    pub fn from_private_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes)
            .map(Self::new)
            .map_err(|_| KeyError::NotAPrivateKey)
    }

    /// The key in PKCS #8 (DER). The caller seals it at once.
    ///
    /// # Panics
    /// Never: every P-256 key has this form.
    pub fn private_bytes(&self) -> Zeroizing<Vec<u8>> {
        let document = self.pair.to_pkcs8v1().expect("every P-256 key has this form");
        Zeroizing::new(document.as_ref().to_vec())
    }

    pub fn kid(&self) -> &str {
        self.public.kid()
    }

    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    pub fn public_jwk(&self) -> Value {
        self.public.jwk()
    }

    /// ES256: the 64 bytes r and s side by side (RFC 7518 section 3.4), not DER.
    ///
    /// # Panics
    /// If the operating system's generator fails, which it does not once the system has booted.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        // The library takes its own random nonce; it ignores this argument, which only its common interface requires.
        let signature = self
            .pair
            .sign(&SystemRandom::new(), message)
            .expect("the operating system's generator answers once the system has booted");
        signature
            .as_ref()
            .try_into()
            .expect("an ES256 signature has 64 bytes")
    }

    fn new(pair: EcdsaKeyPair) -> Self {
        let public = PublicKey::from_bytes(pair.public_key().as_ref())
            .expect("a key pair gives its public half uncompressed");
        Self { pair, public }
    }
}

impl PublicKey {
    /// Reads an uncompressed point (SEC 1 section 2.3.3): 4, x, y.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let point: &[u8; 65] = bytes.try_into().map_err(|_| KeyError::NotAPublicKey)?;
        if point[0] != 4 {
            return Err(KeyError::NotAPublicKey);
        }
        let x = URL_SAFE_NO_PAD.encode(&point[1..33]);
        let y = URL_SAFE_NO_PAD.encode(&point[33..]);
        Ok(Self {
            kid: thumbprint(&x, &y),
            x,
            y,
        })
    }

    /// The format that `from_bytes` reads; stores a retired key without its private half.
    ///
    /// # Panics
    /// Never: both coordinates were encoded here.
    pub fn bytes(&self) -> Vec<u8> {
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("encoded by from_bytes");
        [vec![4], decode(&self.x), decode(&self.y)].concat()
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The key as a JWK, for wallets.
    pub fn jwk(&self) -> Value {
        json!({
            "kty": "EC",
            "kid": self.kid,
            "use": "sig",
            "alg": "ES256",
            "crv": "P-256",
            "x": self.x,
            "y": self.y,
        })
    }
}

/// RFC 7638 section 3: SHA-256 of the required members only, in lexical order, without spaces.
fn thumbprint(x: &str, y: &str) -> String {
    let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes()))
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.kid())
    }
}
