/** As a package for a platform's portal: a zip with the letter, the links and a checklist, which a person uploads. */
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { Channel, Delivery } from "../../../domain/channel.ts";
import type { ChannelTools } from "../channel-tools.ts";

export function channel(tools: ChannelTools): Channel {
  return {
    name: "package",
    async send(delivery) {
      const path = join(tools.outgoingFolder, `${safe(delivery.notice.token)}-${safe(delivery.key)}.zip`);
      if (!(await exists(path))) await layDown(path, await zipOf(delivery), tools.outgoingFolder);
      return { kind: "delivered", receipt: path, at: tools.clock.now() };
    },
  };
}

/** Whole or not at all: written beside, synced, then renamed. Killed anywhere it leaves at most a file that nobody looks for. */
async function layDown(path: string, bytes: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `.unfinished-${randomUUID()}`);
  try {
    const file = await open(beside, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw cause;
  }
}

async function zipOf(delivery: Delivery): Promise<Buffer> {
  const zip = new ZipFile();
  // The moment of approval, so that the same notice packs to the same bytes.
  const options = { mtime: delivery.notice.approvedAt };
  const add = (name: string, bytes: Uint8Array): void => zip.addBuffer(Buffer.from(bytes), name, options);
  add(
    "letter.txt",
    new TextEncoder().encode(`\uFEFF${delivery.notice.subject}\r\n\r\n${delivery.notice.body.replaceAll("\n", "\r\n")}\r\n`),
  );
  for (const attachment of delivery.attachments) add(attachment.name, attachment.bytes);
  add("checklist.txt", new TextEncoder().encode(`\uFEFF${checklist(delivery).join("\r\n")}\r\n`));
  zip.end();
  return buffer(zip.outputStream);
}

function checklist({ notice, platform }: Delivery): string[] {
  const portal = platform.notices.portal ?? "—";
  return notice.language === "zh"
    ? [
        `提交清单（通知 ${notice.number ?? notice.id}）`,
        `[ ] 1. 打开平台知识产权保护入口：${portal}`,
        "[ ] 2. 上传 letter.txt 正文，或者粘贴其内容，不作改动",
        `[ ] 3. 上传 links.csv，共 ${notice.items.length} 条链接`,
        "[ ] 4. 按平台要求上传身份证明和权利证明",
        `[ ] 5. 备注栏填写回复编号 ${notice.token}`,
        "[ ] 6. 记下平台受理编号，填入系统的通知页面",
      ]
    : [
        `Checklist (notice ${notice.number ?? notice.id})`,
        `[ ] 1. Open the platform's portal: ${portal}`,
        "[ ] 2. Upload letter.txt, or paste its text unchanged",
        `[ ] 3. Upload links.csv (${notice.items.length} links)`,
        "[ ] 4. Upload proof of identity and of the right as the platform asks",
        `[ ] 5. Enter the reference ${notice.token}`,
        "[ ] 6. Note the platform's receipt number on the notice's page",
      ];
}

function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/gu, "_").slice(0, 120);
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return false;
    throw cause;
  }
}
