/** The platforms' mailbox: a real SMTP server on loopback. */
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface Mailbox {
  readonly url: string;
  close(): Promise<void>;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

const mostBytes = 30 * 1024 * 1024;

export async function openMailbox(received: (mail: Mail) => void): Promise<Mailbox> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    size: mostBytes,
    logger: false,
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (mail) => {
          received({ subject: mail.subject ?? "", text: mail.text ?? "", messageId: mail.messageId ?? "" });
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A sender that hangs up is the sender's business; the mailbox stays open.
  server.on("error", () => undefined);
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      if (address === null || typeof address === "string") reject(new Error("The sample mailbox has no port."));
      else resolve(address.port);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}
