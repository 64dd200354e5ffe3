/** One message over SMTP, with the one answer that matters beside yes and no: whether it may have arrived all the same. */
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";

export interface SmtpServer {
  readonly url: string;
  /** Longest silence of the server, at any point. */
  readonly timeoutMs: number;
}

export type Submission =
  | { readonly kind: "accepted"; readonly answer: string }
  /** Nothing of the message was taken; `lasting` when trying again cannot help. */
  | { readonly kind: "not-taken"; readonly because: string; readonly lasting: boolean }
  /** The server was given the message and never said what it did with it. */
  | { readonly kind: "in-doubt"; readonly because: string };

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

export async function submit(
  server: SmtpServer,
  envelope: { readonly from: string; readonly to: string },
  message: Uint8Array,
  signal: AbortSignal,
): Promise<Submission> {
  if (signal.aborted) return { kind: "not-taken", because: "the worker is closing", lasting: false };
  const url = new URL(server.url);
  const connection = new SMTPConnection({
    host: url.hostname.replace(/^\[|\]$/gu, ""),
    port: url.port === "" ? (url.protocol === "smtps:" ? 465 : 587) : Number(url.port),
    secure: url.protocol === "smtps:",
    connectionTimeout: server.timeoutMs,
    greetingTimeout: server.timeoutMs,
    socketTimeout: server.timeoutMs,
    dnsTimeout: server.timeoutMs,
  });
  // SMTPConnection reads the message only after the server's 354: from then on the end is the server's to tell (RFC 5321, 4.5.4.1).
  let given = false;
  const stream = new Readable({
    read() {
      given = true;
      this.push(message);
      this.push(null);
    },
  });
  // The message is not yet in the server's hands, so closing loses nothing; later, aborting would only add a doubt.
  const stop = (): void => {
    if (!given) connection.close();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    await steps(connection, url);
    const answer = await new Promise<string>((resolve, reject) => {
      connection.once("error", reject);
      connection.send({ from: envelope.from, to: [envelope.to], size: message.byteLength }, stream, (error, info) =>
        error ? reject(error) : resolve(info.response ?? "accepted"),
      );
    });
    connection.quit();
    return { kind: "accepted", answer };
  } catch (cause) {
    connection.close();
    return judge(cause, given);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function steps(connection: SMTPConnection, url: URL): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.once("error", reject);
    connection.once("end", () => reject(new Error("the server closed the connection")));
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  if (url.username === "") return;
  await new Promise<void>((resolve, reject) => {
    connection.login({ credentials: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/** A reply code, even to the message itself, is an answer: 4xx may pass, 5xx will not (RFC 5321, 4.2.1). No reply is none. */
function judge(cause: unknown, given: boolean): Submission {
  const error: SmtpError = cause instanceof Error ? cause : new Error(String(cause));
  const because = error.message;
  if (error.responseCode !== undefined) return { kind: "not-taken", because, lasting: error.responseCode >= 500 };
  if (given) return { kind: "in-doubt", because };
  return { kind: "not-taken", because, lasting: error.code === "EENVELOPE" || error.code === "EMESSAGE" };
}
