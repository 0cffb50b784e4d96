//! One mail transaction: the commands MAIL, RCPT and DATA, and the content (RFC 5321 section 3.3).

use std::fmt;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};

/// Why the server did not take a message.
#[derive(Debug, thiserror::Error)]
pub enum TransactionError {
    #[error("the mail server takes no addresses with letters outside ASCII")]
    OnlyAscii,
    #[error(transparent)]
    Smtp(#[from] Error),
}

/// `AsyncSmtpConnection::send` writes the end of the content separately. The kernel delays this second write until the
/// server acknowledges the first, by up to 40 ms (RFC 896, RFC 1122 section 4.2.3.2). This function writes both at once.
/// A release of `lettre` that sets `TCP_NODELAY` (0.11.23 does not) makes it unnecessary.
///
/// After an error the connection is closed.
pub async fn send(connection: &mut AsyncSmtpConnection, email: &Message) -> Result<(), TransactionError> {
    let content = email.formatted();
    let sent = transact(connection, email, &String::from_utf8_lossy(&content)).await;
    if sent.is_err() {
        connection.abort().await;
    }
    sent
}

async fn transact(
    connection: &mut AsyncSmtpConnection,
    email: &Message,
    content: &str,
) -> Result<(), TransactionError> {
    let envelope = email.envelope();
    let parameters = parameters(connection, content)?;
    connection
        .command(Mail::new(envelope.from().cloned(), parameters))
        .await?;
    for recipient in envelope.to() {
        connection
            .command(Rcpt::new(recipient.clone(), Vec::new()))
            .await?;
    }
    connection.command(Data).await?;
    connection.command(Content(content)).await?;
    Ok(())
}

/// Bodies are encoded in ASCII, so only an address can have other letters. A server that takes them also takes 8-bit
/// content (RFC 6531 section 3.1).
fn parameters(
    connection: &AsyncSmtpConnection,
    content: &str,
) -> Result<Vec<MailParameter>, TransactionError> {
    if content.is_ascii() {
        return Ok(Vec::new());
    }
    if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        return Err(TransactionError::OnlyAscii);
    }
    Ok(vec![
        MailParameter::SmtpUtfEight,
        MailParameter::Body(MailBodyParameter::EightBitMime),
    ])
}

/// A message as DATA carries it: a line that begins with a dot gets a second one, and a dot alone ends the content (RFC
/// 5321 section 4.5.2).
struct Content<'a>(&'a str);

impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.split_inclusive('\n') {
            if line.starts_with('.') {
                f.write_str(".")?;
            }
            f.write_str(line)?;
        }
        if !self.0.ends_with("\r\n") {
            f.write_str("\r\n")?;
        }
        f.write_str(".\r\n")
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::SocketAddr;
    use std::pin::Pin;
    use std::sync::{Arc, Mutex};
    use std::task::{Context, Poll};

    use lettre::transport::smtp::client::AsyncTokioStream;
    use lettre::transport::smtp::extension::ClientId;
    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    use super::*;

    /// A server whose answers are known before, and a record of each write.
    #[derive(Debug)]
    struct Scripted {
        answers: &'static [u8],
        writes: Arc<Mutex<Vec<String>>>,
    }

    impl AsyncRead for Scripted {
        fn poll_read(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            buf: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Pin::new(&mut self.answers).poll_read(cx, buf)
        }
    }

    impl AsyncWrite for Scripted {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            self.writes.lock().unwrap().push(text);
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncTokioStream for Scripted {
        fn peer_addr(&self) -> io::Result<SocketAddr> {
            Err(io::ErrorKind::NotConnected.into())
        }
    }

    #[tokio::test]
    async fn the_content_and_its_end_are_one_write() {
        let writes = Arc::default();
        let server = Scripted {
            answers: b"220 mail\r\n250 mail\r\n250 sender\r\n250 recipient\r\n354 begin\r\n250 accepted\r\n",
            writes: Arc::clone(&writes),
        };
        let hello = ClientId::Domain("vax.example.org".to_owned());
        let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(server), &hello)
            .await
            .unwrap();
        let email = Message::builder()
            .from("records@vax.example.org".parse().unwrap())
            .to("zoe@example.org".parse().unwrap())
            .body(".hidden\n".to_owned())
            .unwrap();
        send(&mut connection, &email).await.unwrap();
        let writes = writes.lock().unwrap();
        assert_eq!(
            writes[..4],
            [
                "EHLO vax.example.org\r\n",
                "MAIL FROM:<records@vax.example.org>\r\n",
                "RCPT TO:<zoe@example.org>\r\n",
                "DATA\r\n",
            ]
        );
        assert_eq!(writes.len(), 5);
        assert!(writes[4].ends_with("\r\n\r\n..hidden\r\n.\r\n"), "{}", writes[4]);
    }

    #[test]
    fn only_the_last_line_is_a_dot_alone() {
        for (content, expected) in [
            (
                "Subject: One\r\n\r\nText\r\n",
                "Subject: One\r\n\r\nText\r\n.\r\n",
            ),
            ("Text", "Text\r\n.\r\n"),
            (".\r\n..\r\n.a.b\r\n.", "..\r\n...\r\n..a.b\r\n..\r\n.\r\n"),
            ("one\n.\ntwo\n", "one\n..\ntwo\n\r\n.\r\n"),
            ("", "\r\n.\r\n"),
        ] {
            assert_eq!(Content(content).to_string(), expected, "{content:?}");
        }
    }
}
