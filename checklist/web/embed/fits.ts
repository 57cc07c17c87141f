// Whether a message has the shape that the published schema gives it.

/** A message that crosses the frame; `fits` has seen to the rest of its shape. */
export interface Message {
  readonly ns: string;
  readonly v: 1;
  readonly from: "portal" | "frame";
  readonly type: string;
}

/** Whether `value` is a message of this kind from this side ("portal" or "frame"). */
export function isMessage(value: unknown, from: "portal" | "frame"): value is Message {
  const type = (value as Message | null | undefined)?.type;
  const shape = typeof type === "string" && Object.hasOwn(MESSAGES, type) ? MESSAGES[type] : undefined;
  return shape?.properties?.from?.const === from && fits(shape, value);
}

// The few words of JSON Schema that the schema uses.
function fits(shape: MessageShape, value: unknown): boolean {
  if ("const" in shape) return value === shape.const;
  if (shape.enum) return shape.enum.includes(value);
  if (shape.type === "object") return fitsObject(shape, value);
  if (shape.type === "integer") return isWithin(shape, value);
  if (shape.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  const length = [...value].length;
  if (length < (shape.minLength ?? 0) || length > (shape.maxLength ?? Infinity)) return false;
  return !shape.pattern || new RegExp(shape.pattern, "u").test(value);
}

function isWithin({ minimum = -Infinity, maximum = Infinity }: MessageShape, value: unknown) {
  return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
}

function fitsObject({ properties = {}, required = [] }: MessageShape, value: unknown) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return required.every((name) => Object.hasOwn(value, name))
    && Object.entries(value).every(([name, part]) => {
      const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return shape !== undefined && fits(shape, part);
    });
}
