// Whether a message has the shape that the published schema gives it.

/** Whether `value` is a message of this kind from this side ("portal" or "frame"). */
export function isMessage(value, from) {
  const shape = typeof value?.type === "string" && Object.hasOwn(MESSAGES, value.type) && MESSAGES[value.type];
  return Boolean(shape) && shape.properties.from.const === from && fits(shape, value);
}

// The few words of JSON Schema that the schema uses.
function fits(shape, value) {
  if ("const" in shape) return value === shape.const;
  if (shape.enum) return shape.enum.includes(value);
  if (shape.type === "object") return fitsObject(shape, value);
  if (shape.type === "integer") return Number.isInteger(value) && value >= shape.minimum && value <= shape.maximum;
  if (shape.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  const length = [...value].length;
  if (length < (shape.minLength ?? 0) || length > (shape.maxLength ?? Infinity)) return false;
  return !shape.pattern || new RegExp(shape.pattern, "u").test(value);
}

function fitsObject({ properties, required }, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return required.every((name) => Object.hasOwn(value, name))
    && Object.keys(value).every((name) => Object.hasOwn(properties, name) && fits(properties[name], value[name]));
}
