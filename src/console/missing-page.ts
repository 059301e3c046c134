/** Shown where the console was never built: it needs neither script nor style. */
export const missingPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Strongroom</title>
<h1>The console is not built yet</h1>
<p>The server itself runs. To build its console, run this in its folder, then load this page:</p>
<pre>npm run build</pre>
</html>
`;
