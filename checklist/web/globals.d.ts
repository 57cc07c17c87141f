// What the build puts in for these names: see `coordguide.site.bundle.scripts`.

/** The digests of the engine's files, by name; only in the worker. */
declare const ENGINE_DIGESTS: Readonly<Record<string, string>>;

/** The digests of the scripts that a page starts or loads later, by name. */
declare const SCRIPT_DIGESTS: Readonly<Record<string, string>>;

/** The shape of each message that crosses the frame, by its type, as JSON Schema. */
declare const MESSAGES: Readonly<Record<string, MessageShape>>;

/** The few words of JSON Schema that the published schema uses. */
interface MessageShape {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, MessageShape>>;
}
