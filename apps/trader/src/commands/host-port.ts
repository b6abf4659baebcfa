import { BadInputError } from "@smart0dte/domain";

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Reads `HOST:PORT`, an IPv6 host in brackets; another text is refused under its option's name. */
export function parseHostPort(option: string, text: string): HostPort {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) >= 1 && Number(port) <= 65_535) return { host, port: Number(port) };
  throw new BadInputError(`${option} "${text}" is not HOST:PORT.`);
}
