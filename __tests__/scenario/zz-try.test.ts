import { Site } from '../fixtures/site.ts';
test('try', async () => {
  const site = await Site.open('memory');
  try {
    await site.talk.command('.create tables R (x:real), D1 (x:dynamic), D2 (x:dynamic), L (x:long), D3 (x:decimal), R2 (x:real), S(x:string), D4(x:dynamic)');
    await site.talk.command('.ingest inline into table R <|\n5E-324\n1.0');
    await site.talk.command('.ingest inline into table R2 <|\nNaN\nInfinity\n-Infinity\n-0\n1.0\n1e16\n1e15\n123456789012345680\n1e-5\n0.0001');
    await site.talk.command('.ingest inline into table D1 <|\n12345678901234567890');
    await site.talk.command('.ingest inline into table D2 <|\n"[-9007199254740991,1e21]"');
    await site.talk.command('.ingest inline into table D4 <|\n"[-9007199254740991,2.50, 1.0]"');
    await site.talk.command('.ingest inline into table L <|\n9007199254740993');
    await site.talk.command('.ingest inline into table D3 <|\n0.0000000000000000001');
    await site.talk.command('.ingest inline into table S <|\n"\ttab \\ backslash"');
    console.log(JSON.stringify(await site.talk.query('union R, R2 | project tostring(x)')));
    console.log(JSON.stringify(await site.talk.query('union D1,D2,D4 | project tostring(x)')));
    const snap = await site.cli('snapshot');
    console.log(snap.exitCode);
    const v = await site.cli('verify', '--level', 'full');
    console.log(v.document.problems);
  } finally { await site.close(); }
});
