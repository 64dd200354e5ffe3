/** Progress on stderr: a bar on a terminal, a line every few seconds otherwise, so that data on stdout stays clean. */
import { SingleBar } from "cli-progress";

export interface Progress {
  /** `total` may grow while the work goes on; null when nobody knows it. */
  update(done: number, total: number | null, words: string): void;
  end(): void;
}

const lineEveryMs = 5000;

export function startProgress(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(label, stream) : lines(label, stream);
}

function bar(label: string, stream: NodeJS.WriteStream): Progress {
  const shown = new SingleBar({
    format: `${label} {bar} {value}/{total} {words}`,
    stream,
    hideCursor: true,
    clearOnComplete: false,
    linewrap: false,
  });
  shown.start(1, 0, { words: "" });
  return {
    update(done, total, words) {
      shown.setTotal(Math.max(1, total ?? done));
      shown.update(done, { words });
    },
    end: () => shown.stop(),
  };
}

function lines(label: string, stream: NodeJS.WriteStream): Progress {
  let last = 0;
  let latest = "";
  let told = "";
  const tell = () => {
    if (latest === told) return;
    stream.write(`${latest}\n`);
    told = latest;
  };
  return {
    update(done, total, words) {
      latest = `${label}: ${done}${total === null ? "" : ` of ${total}`} ${words}`.trimEnd();
      if (Date.now() - last < lineEveryMs) return;
      last = Date.now();
      tell();
    },
    end: tell,
  };
}
