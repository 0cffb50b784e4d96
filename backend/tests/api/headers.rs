//! The security headers on every response.

use reqwest::{Method, StatusCode};

use crate::helpers::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn every_response_carries_them() {
    let test = TestApp::start();
    let calls = [
        (Method::GET, "/", 200),
        (Method::GET, "/request", 200),
        (Method::GET, "/assets/none.js", 404),
        (Method::GET, "/no-such-page", 404),
        (Method::GET, "/api/v1/portal", 200),
        (Method::GET, "/api/v1/none", 404),
        (Method::POST, "/api/v1/unlock", 415),
        (Method::DELETE, "/api/v1/record", 405),
        (Method::GET, "/.well-known/jwks.json", 200),
        // A path is compared as it was written, so that no other spelling reaches a call.
        (Method::GET, "/%61pi/v1/portal", 404),
        (Method::GET, "//api/v1/portal", 404),
    ];
    for (method, path, status) in calls {
        let response = test
            .client
            .request(method.clone(), format!("{}{path}", test.url))
            .send()
            .await
            .unwrap();
        assert_eq!(
            response.status(),
            StatusCode::from_u16(status).unwrap(),
            "{method} {path}"
        );
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self' 'sha256-",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(
            headers["strict-transport-security"],
            "max-age=31536000; includeSubDomains"
        );
        assert!(
            headers.contains_key("permissions-policy")
                && headers.contains_key("cross-origin-resource-policy")
        );
        if path.starts_with("/api") {
            assert_eq!(headers["cache-control"], "no-store", "{path}");
        }
    }
}
