/** Finds the channels: every file of `channels/`, in name order, one channel each, named as its file. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Channel } from "../../domain/channel.ts";
import { TiequanError } from "../../domain/words.ts";
import type { ChannelTools, MakeChannel } from "./channel-tools.ts";

export const channelFolder = join(import.meta.dirname, "channels");

export async function loadChannels(tools: ChannelTools, folder: string = channelFolder): Promise<ReadonlyMap<string, Channel>> {
  const channels = new Map<string, Channel>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ts")).toSorted()) {
    const loaded = (await import(pathToFileURL(join(folder, file)).href)) as { readonly channel?: MakeChannel };
    const refuse = (sentence: string): TiequanError =>
      new TiequanError("bad-plugin", `queue/notices/channels/${file} ${sentence}.`, "See CONTRIBUTING.md, adding a channel.");
    if (typeof loaded.channel !== "function") throw refuse("does not export `channel`, a function that makes one");
    const channel = loaded.channel(tools);
    if (channel.name !== basename(file, ".ts"))
      throw refuse(`makes a channel named ${JSON.stringify(channel.name)}; it must be named as its file`);
    channels.set(channel.name, channel);
  }
  if (channels.size === 0)
    throw new TiequanError("no-channel", `${folder} holds no channel.`, "Put one in; without it no notice can leave.");
  return channels;
}
