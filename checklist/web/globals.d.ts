// What the build puts in for these names: see `coordguide.site.bundle.scripts`.

/** The digests of the engine's files, by name; only in the worker. */
declare const ENGINE_DIGESTS: Readonly<Record<string, string>>;

/** How many bytes each of the engine's files has, by name; only in the worker. */
declare const ENGINE_SIZES: Readonly<Record<string, number>>;

/** The digests of what a page's scripts start, load or fetch, by name. */
declare const FETCHED_DIGESTS: Readonly<Record<string, string>>;

/** The shape of each message that crosses the frame, by its type, as JSON Schema. */
declare const MESSAGES: Readonly<Record<string, MessageShape>>;

/** Whether the element is made for a portal's own bundle, and not for the checklist's site. */
declare const IS_PACKAGE: boolean;

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
