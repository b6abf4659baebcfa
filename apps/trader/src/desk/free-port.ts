import { createServer } from "node:net";
import { BadInputError } from "@smart0dte/domain";

/** Refuses a port that another program listens on, before anything is made or started. */
export async function refuseTakenPort(port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.on("error", (error: NodeJS.ErrnoException) => reject(new BadInputError(sentence(port, error))));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
}

function sentence(port: number, { code, message }: NodeJS.ErrnoException): string {
  const why = code === "EADDRINUSE" ? "is taken by another program" : `cannot be listened on (${message})`;
  return `Port ${port} ${why}. Choose another one with --port.`;
}
