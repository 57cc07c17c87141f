// A portal in Angular, without zones and with the compiler in the page.
import "@angular/compiler";
import "coordination-checklist";
import type { CoordinationChecklistEventMap } from "coordination-checklist";
import { CUSTOM_ELEMENTS_SCHEMA, Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

@Component({
  selector: "app-portal",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Portal</h1>
    <button type="button" (click)="edition.set('orange-county-mhp')">Another plan</button>
    <output>{{ told().join(", ") }}</output>
    <coordination-checklist [attr.site]="site" [attr.edition]="edition()" theme="light" (ready)="hear($event)"></coordination-checklist>
  `,
})
class Portal {
  site = document.body.dataset["site"] ?? "";
  edition = signal("flyer");
  told = signal<string[]>([]);

  hear({ detail }: CoordinationChecklistEventMap["ready"]) {
    this.told.update((before) => [...before, `ready ${detail.edition}`]);
  }
}

bootstrapApplication(Portal, { providers: [provideZonelessChangeDetection()] });
