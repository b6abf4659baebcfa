/**
 * One line of a bench as a measurement with the machine it was taken on, or a sentence why it is none.
 *
 * A line is a JSON object: `name`, `unit`, a number `value`, and as they apply `p50`, `p99` and an object `conditions`.
 */
export function readMeasurement(line, machine) {
  let read;
  try {
    read = JSON.parse(line);
  } catch {
    return `not a JSON line: ${line.slice(0, 80)}`;
  }
  const isText = (name) => typeof read[name] === "string" && read[name] !== "";
  if (typeof read !== "object" || read === null || !isText("name") || !isText("unit"))
    return `no name and unit: ${line.slice(0, 80)}`;
  const wrong = ["value", "p50", "p99"].filter(
    (name) => (name === "value" || name in read) && !Number.isFinite(read[name]),
  );
  if (wrong.length > 0) return `${read.name}: ${wrong.join(", ")} must be a number`;
  const { conditions = {} } = read;
  if (typeof conditions !== "object" || conditions === null)
    return `${read.name}: conditions must be an object`;
  return { ...read, conditions: { ...conditions, ...machine } };
}
