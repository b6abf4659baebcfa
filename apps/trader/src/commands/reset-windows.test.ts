import { BadInputError } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { parseResetWindows } from "./reset-windows.ts";

const NEW_YORK = "America/New_York";

describe("the broker's reset windows", () => {
  it("are the usual ones of New York unless said otherwise", () => {
    expect(parseResetWindows(undefined)).toEqual([
      { name: "nightly reset", zone: NEW_YORK, days: [6, 0, 1, 2, 3, 4], from: "23:45", to: "01:45" },
      { name: "weekend reset", zone: NEW_YORK, days: [5], from: "23:00", to: "03:00" },
      { name: "weekly login", zone: NEW_YORK, days: [0], from: "01:00", to: "18:00" },
    ]);
  });

  it("are none where none are wanted", () => {
    expect(parseResetWindows("none")).toEqual([]);
  });

  it("have days, hours, a zone and a name", () => {
    expect(
      parseResetWindows("mon,wed-thu 06:25-07:45 Europe/Berlin reset in Europe; daily 20:15-21:15 r"),
    ).toEqual([
      { name: "reset in Europe", zone: "Europe/Berlin", days: [1, 3, 4], from: "06:25", to: "07:45" },
      { name: "r", zone: NEW_YORK, days: [0, 1, 2, 3, 4, 5, 6], from: "20:15", to: "21:15" },
    ]);
  });

  it.each([
    ["", "nothing is not HH:MM-HH:MM"],
    ["mon 23:45 reset", "23:45 is not HH:MM-HH:MM"],
    ["mon 23:45-24:00 reset", "23:45-24:00 is not HH:MM-HH:MM"],
    ["mon 10:00-10:00 reset", "10:00-10:00 is not HH:MM-HH:MM"],
    ["moon 23:45-00:45 reset", "moon is no day of the week"],
    ["mon 23:45-00:45", "it has no name"],
    ["mon 23:45-00:45 Europe/Atlantis reset", "Europe/Atlantis is no time zone"],
  ])("are refused with the place and a way to write them: %s", (text, why) => {
    expect(() => parseResetWindows(text)).toThrow(BadInputError);
    expect(() => parseResetWindows(text)).toThrow(`--tws-reset-windows "${text}": ${why}. Write it as`);
  });
});
