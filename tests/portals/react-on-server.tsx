// The same portal, drawn on a server; what bundles it puts the address in.
import { renderToString } from "react-dom/server";
import { Portal } from "./react.tsx";

declare const SITE: string;

console.log(renderToString(<Portal site={SITE} />));
