// Light or dark, before anything is painted; theme.js keeps it from then on.
{
  const theme = new URLSearchParams(location.search).get("theme");
  const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mdColorScheme = isDark ? "slate" : "default";
}
