// <coordination-checklist> in the JSX of React 19, which passes on attributes and events by itself.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CoordinationChecklistAttributes, CoordinationChecklistElement, CoordinationChecklistEventMap } from "./index.js";

type Listeners = {
  [Type in keyof CoordinationChecklistEventMap as `on${Type}`]?: (event: CoordinationChecklistEventMap[Type]) => void;
};

type Props = Omit<DetailedHTMLProps<HTMLAttributes<CoordinationChecklistElement>, CoordinationChecklistElement>, keyof CoordinationChecklistAttributes>
  & CoordinationChecklistAttributes
  & Listeners;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "coordination-checklist": Props;
    }
  }
}
