/** A real SMTP server on a free port, that keeps what it was given and can be told to misbehave. */
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

/** `takes-and-drops` reads the whole message, keeps it, and hangs up without an answer: the sender cannot know. */
export type SmtpMood = "takes" | "refuses-recipient" | "busy" | "refuses-message" | "takes-and-drops" | "silent";

export interface TestSmtp {
  readonly url: string;
  readonly received: readonly ParsedMail[];
  mood: SmtpMood;
  close(): Promise<void>;
}

export async function startSmtp(): Promise<TestSmtp> {
  const received: ParsedMail[] = [];
  const said = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 200,
    onRcptTo(_address, _session, done) {
      if (smtp.mood === "silent") return;
      done(smtp.mood === "refuses-recipient" ? said(550, "no such mailbox") : smtp.mood === "busy" ? said(451, "try again later") : null);
    },
    onData(stream, session, done) {
      const take = async (bytes: Buffer): Promise<void> => {
        if (smtp.mood === "refuses-message") return done(said(554, "message refused"));
        received.push(await simpleParser(bytes));
        if (smtp.mood !== "takes-and-drops") return done();
        for (const connection of server.connections)
          if ((connection as unknown as { session: unknown }).session === session || server.connections.size === 1)
            (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
      };
      // A sender that was killed hangs up in the middle of its message: nothing was received.
      buffer(stream).then(take, (error: Error) => done(error));
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  const smtp: TestSmtp = {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    mood: "takes",
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return smtp;
}
