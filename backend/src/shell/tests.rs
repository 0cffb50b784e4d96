//! The shell as a browser meets it.

use std::sync::LazyLock;

use actix_web::body::to_bytes;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE,
    CONTENT_TYPE, COOKIE, ETAG, HeaderName, IF_NONE_MATCH, SET_COOKIE, VARY,
};
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpResponse};

use shared::html::escape;
use shared::portal::{ChannelState, Channels};

use super::*;

const HTML: (HeaderName, &str) = (ACCEPT, "text/html,*/*;q=0.8");

fn portal() -> Portal {
    Portal {
        service_name: "Vaccine <Records> & more".to_owned(),
        department: "Example Department".to_owned(),
        registry_name: "the example registry".to_owned(),
        operator: "Example Operator".to_owned(),
        official_banner: "</script><b>Banner</b>".to_owned(),
        law_basis: String::new(),
        help_phone: "(617) 555-0100".to_owned(),
        help_hours: Vec::new(),
        interpreter: "Free interpreters".to_owned(),
        help_email: "help@example.org".to_owned(),
        links: BTreeMap::new(),
        update_delay_hours: 48,
        default_locale: "en".to_owned(),
        locales: vec!["en".to_owned(), "ar".to_owned(), "fr".to_owned()],
        channels: Channels {
            sms: ChannelState::On,
            email: ChannelState::On,
        },
        demo: false,
    }
}

/// Rendered once: nothing changes it.
static SHELL: LazyLock<Data<Shell>> = LazyLock::new(|| {
    let names = [
        "app.css",
        "app.js",
        "app.wasm",
        "boot.js",
        "icon.svg",
        "icon-192.png",
        "icon-512.png",
        "icon-maskable-512.png",
        "apple-touch-icon-180.png",
        "en.first.ftl",
        "en.record.ftl",
    ];
    let mut shell = Shell::render_with(
        &Words::load().unwrap(),
        |_| portal(),
        Locale::ENGLISH,
        &Assets::invented(&names),
    );
    let script = Variants::of("let a = 1;".repeat(100).into());
    shell.files.insert(
        "/assets/app.js".to_owned(),
        File::new("text/javascript; charset=utf-8", Cache::Forever, script),
    );
    Data::new(shell)
});

async fn send(request: TestRequest) -> HttpResponse {
    let app = init_service(App::new().app_data(SHELL.clone()).configure(configure)).await;
    call_service(&app, request.to_request()).await.into()
}

async fn get(path: &str, headers: &[(HeaderName, &str)]) -> HttpResponse {
    let request = headers
        .iter()
        .fold(TestRequest::get().uri(path), |request, header| {
            request.insert_header(header.clone())
        });
    send(request).await
}

fn header_of(response: &HttpResponse, name: &HeaderName) -> String {
    response
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap().to_owned())
        .unwrap_or_default()
}

async fn body(response: HttpResponse) -> Bytes {
    to_bytes(response.into_body()).await.unwrap()
}

async fn text(response: HttpResponse) -> String {
    String::from_utf8(body(response).await.to_vec()).unwrap()
}

fn start_page() -> String {
    SHELL
        .pages(Locale::ENGLISH, None)
        .get(Page::Start)
        .text()
        .to_owned()
}

fn all_pages() -> impl Iterator<Item = &'static str> {
    let languages = SHELL.pages.values();
    languages.flat_map(|pages| {
        let others = pages.by_page.values();
        others.chain([&pages.first_visit]).map(File::text)
    })
}

#[actix_web::test]
async fn the_start_page_comes_in_the_language_asked_for() {
    let page = get("/?lang=ar", &[(ACCEPT_LANGUAGE, "fr")]).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(header_of(&page, &CONTENT_LANGUAGE), "ar");
    assert_eq!(header_of(&page, &CONTENT_TYPE), "text/html; charset=utf-8");
    assert_eq!(header_of(&page, &CACHE_CONTROL), "no-cache");
    assert_eq!(
        header_of(&page, &VARY),
        "Accept-Encoding, Accept-Language, Cookie"
    );
    let page = text(page).await;
    assert!(page.contains(r#"<html lang="ar" dir="rtl">"#));
    let cookie = get("/", &[(COOKIE, "lang=fr"), (ACCEPT_LANGUAGE, "ar")]).await;
    assert_eq!(header_of(&cookie, &CONTENT_LANGUAGE), "fr");
}

#[actix_web::test]
async fn a_language_in_the_address_is_remembered() {
    let set = |response: &HttpResponse| header_of(response, &SET_COOKIE);
    let page = get("/help?lang=ar", &[(COOKIE, "lang=fr")]).await;
    assert_eq!(set(&page), "lang=ar; SameSite=Lax; Path=/; Max-Age=31536000");
    for path in ["/help", "/help?lang=tlh", "/manifest.webmanifest?lang=ar"] {
        assert_eq!(set(&get(path, &[]).await), "", "{path}");
    }
}

#[actix_web::test]
async fn only_a_first_visit_shows_all_languages_at_once() {
    let chips = r#"<nav class="language-chips""#;
    assert!(text(get("/", &[]).await).await.contains(chips));
    assert!(!text(get("/", &[(COOKIE, "lang=en")]).await).await.contains(chips));
    assert!(!text(get("/?lang=fr", &[]).await).await.contains(chips));
    assert!(!text(get("/request", &[]).await).await.contains(chips));
}

#[test]
fn the_start_page_says_everything_without_the_app() {
    let words = Words::load().unwrap();
    let page = start_page();
    for id in [
        "start-title",
        "start-lead",
        "start-action",
        "start-needs-title",
        "start-steps-title",
    ] {
        assert!(
            page.contains(&escape(&words.text(Locale::ENGLISH, id, &[]))),
            "{id}"
        );
    }
    assert!(page.contains(r#"href="tel:6175550100""#));
    assert!(page.contains("<noscript>"));
}

#[test]
fn every_text_of_a_page_is_written_out() {
    // Where a message is missing its id stands in the page.
    let is_id = |text: &str| {
        text.contains('-')
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    for page in all_pages() {
        for text in page.split('>').filter_map(|rest| rest.split('<').next()) {
            assert!(!is_id(text), "{text}");
            assert!(!text.contains("{$") && !text.contains('\u{E000}'), "{text}");
        }
    }
}

#[test]
fn a_page_that_can_be_read_without_the_app_is_whole_in_each_language() {
    let words = Words::load().unwrap();
    for locale in Locale::all() {
        let text = |id: &str| escape(&words.text(locale, id, &[]));
        for (page, id) in [
            (Page::Help, "help-search-label"),
            (Page::HelpTopic(0), "help-how-to-title"),
            (Page::Privacy, "privacy-title"),
            (Page::Terms, "terms-title"),
            (Page::Accessibility, "accessibility-title"),
            (Page::NotFound, "layout-not-found-text"),
        ] {
            let html = SHELL.pages(locale, None).get(page).text();
            assert!(html.contains(&text(id)), "{locale} {page:?}");
            assert!(!html.contains("<noscript>"), "{page:?} needs no notice");
        }
    }
}

#[test]
fn every_button_says_its_type() {
    for page in all_pages() {
        let buttons = page.split("<button").skip(1);
        for button in buttons.filter_map(|rest| rest.split('>').next()) {
            assert!(button.contains(" type="), "{button}");
        }
    }
}

#[test]
fn no_page_holds_an_inline_script_or_a_style_but_the_known_one() {
    let style = "main{color:red}";
    assert_eq!(SHELL.style_hash(), policy_hash(style));
    for page in all_pages() {
        let styles: Vec<_> = page.split("<style").skip(1).collect();
        assert_eq!(styles.len(), 1);
        assert!(styles[0].starts_with(&format!(">{style}</style>")));
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=") || tag.contains("application/json"), "{tag}");
        }
        assert!(!page.contains(" style=") && !page.contains(" onclick="));
    }
}

#[test]
fn a_department_s_text_cannot_become_markup() {
    let page = start_page();
    assert!(!page.contains("<b>Banner") && !page.contains("<Records>"));
    let data = page
        .split(r#"id="shell-data">"#)
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let data: shared::shell::ShellData = serde_json::from_str(data).unwrap();
    assert_eq!(data.portal, portal());
    assert_eq!(data.locale, "en");
    assert_eq!(data.words.keys().collect::<Vec<_>>(), ["ar", "en", "fr"]);
}

#[test]
fn the_words_of_a_page_are_preloaded() {
    let preload =
        |part: &str| format!(r#"<link rel="preload" as="fetch" crossorigin href="/assets/en.{part}.ftl">"#);
    let (start, open) = (
        start_page(),
        SHELL.pages(Locale::ENGLISH, None).get(Page::Open).text(),
    );
    assert!(start.contains(&preload("first")) && !start.contains(&preload("record")));
    assert!(open.contains(&preload("first")) && open.contains(&preload("record")));
}

#[actix_web::test]
async fn an_asset_may_be_kept_for_ever() {
    let answer = get("/assets/app.js", &[(ACCEPT_ENCODING, "br")]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header_of(&answer, &CONTENT_ENCODING), "br");
    assert_eq!(
        header_of(&answer, &CACHE_CONTROL),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(header_of(&answer, &VARY), "Accept-Encoding");
}

#[actix_web::test]
async fn what_the_browser_has_already_is_not_sent_again() {
    let gzip = (ACCEPT_ENCODING, "gzip");
    let first = get("/", std::slice::from_ref(&gzip)).await;
    let tag = header_of(&first, &ETAG);
    let again = get(
        "/",
        &[gzip.clone(), (IF_NONE_MATCH, &format!("\"other\", W/{tag}"))],
    )
    .await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header_of(&again, &ETAG), tag);
    assert!(body(again).await.is_empty());
    let other_encoding = get("/", &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &tag)]).await;
    assert_eq!(other_encoding.status(), StatusCode::OK);
}

#[actix_web::test]
async fn a_compressed_file_unfolds_to_the_same_text() {
    let plain = text(get("/assets/app.js", &[]).await).await;
    for encoding in ["gzip", "br"] {
        let answer = get("/assets/app.js", &[(ACCEPT_ENCODING, encoding)]).await;
        assert_eq!(header_of(&answer, &CONTENT_ENCODING), encoding);
        let compressed = body(answer).await;
        let mut unfolded = Vec::new();
        if encoding == "br" {
            brotli::BrotliDecompress(&mut &*compressed, &mut unfolded).unwrap();
        } else {
            std::io::copy(&mut flate2::read::GzDecoder::new(&*compressed), &mut unfolded).unwrap();
        }
        assert_eq!(unfolded, plain.as_bytes());
    }
}

#[actix_web::test]
async fn a_missing_file_is_never_a_page() {
    for path in [
        "/assets/app.0000.js",
        "/assets/en.first.0000.ftl",
        "/api/v1/nothing",
        "/assets.json",
    ] {
        let answer = get(path, &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            header_of(&answer, &CONTENT_TYPE),
            "application/problem+json",
            "{path}"
        );
    }
    let asset = get("/assets/app.0000.js", &[HTML]).await;
    assert_eq!(header_of(&asset, &CONTENT_TYPE), "application/problem+json");
}

#[actix_web::test]
async fn an_unknown_page_is_a_404_that_speaks_the_person_s_language() {
    for path in ["/nowhere", "/help/nothing", "/demo/inbox"] {
        let answer = get(path, &[HTML, (ACCEPT_LANGUAGE, "fr")]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header_of(&answer, &CONTENT_LANGUAGE), "fr", "{path}");
    }
}

#[actix_web::test]
async fn every_page_of_the_app_has_a_shell() {
    let topics = page::HELP_TOPICS.map(|topic| format!("{}/{topic}", page::HELP));
    let pages = page::ALL.into_iter().filter(|path| *path != page::DEMO_INBOX);
    for path in pages.chain(topics.iter().map(String::as_str)) {
        assert_eq!(get(path, &[]).await.status(), StatusCode::OK, "{path}");
    }
}

#[actix_web::test]
async fn the_manifest_speaks_the_language_of_its_address() {
    let answer = get("/manifest.webmanifest?lang=ar", &[]).await;
    assert_eq!(header_of(&answer, &CONTENT_TYPE), "application/manifest+json");
    let manifest: serde_json::Value = serde_json::from_slice(&body(answer).await).unwrap();
    assert_eq!(
        (&manifest["lang"], &manifest["dir"]),
        (&"ar".into(), &"rtl".into())
    );
    assert_eq!(manifest["id"], "/");
    assert_eq!(manifest["icons"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn only_reading_is_allowed() {
    let answer = send(TestRequest::post().uri("/request")).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header_of(&answer, &actix_web::http::header::ALLOW), "GET, HEAD");
    let head = send(
        TestRequest::default()
            .method(actix_web::http::Method::HEAD)
            .uri("/request"),
    )
    .await;
    assert_eq!(head.status(), StatusCode::OK);
}

#[test]
fn without_the_built_app_the_page_says_how_to_build_it() {
    let shell = Shell::render_with(
        &Words::load().unwrap(),
        |_| portal(),
        Locale::ENGLISH,
        &Assets::default(),
    );
    let page = shell.pages(Locale::ENGLISH, None).get(Page::Start);
    assert!(page.text().contains("make dist"));
}
