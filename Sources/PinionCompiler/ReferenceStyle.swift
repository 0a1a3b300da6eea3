/// How pages of a reference look: light or dark as the reader has it, on a phone, on paper.
enum ReferenceStyle {
    /// What a reader sees of each kind of cell.
    private static let kinds: [(kind: String, words: String)] = [
        ("framing", "header, dimensions, length"), ("integer", "integer"),
        ("floating", "floating point"), ("text", "characters"), ("enumeration", "enumeration"),
        ("set", "set of bits"), ("composite", "composite"), ("data", "variable data"),
        ("padding", "padding"),
    ]

    /// What the colours of cells mean.
    static var legend: String {
        let items = kinds.map { item in
            "<li class=\"\(item.kind)\"><svg class=\"swatch\" width=\"22\" height=\"14\" "
                + "aria-hidden=\"true\"><g class=\"cell \(item.kind)\">"
                + "<rect width=\"22\" height=\"14\"/></g></svg> \(item.words)</li>\n"
        }
        return "<ul class=\"legend\">\n\(items.joined())</ul>\n"
    }

    /// The pattern of padding, which all pictures of a page share.
    static let hatching = """
        <svg width="0" height="0" class="patterns" aria-hidden="true"><defs>\
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" \
        patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="7"/></pattern>\
        </defs></svg>
        """

    /// The styles of a page.
    static let css = """
        :root {
          color-scheme: light dark;
          --paper: #ffffff; --ink: #1b1f24; --faint: #59636e; --rule: #d5dae0; --wash: #f5f7f9;
          --link: #0b57b0; --mark: #fff3c4;
          --edge: #8894a1;
          --framing: #e8ebef; --integer: #d9e8fb; --floating: #d3eef2; --text: #dcf1dd;
          --enumeration: #fcebc8; --set: #ece0fa; --composite: #fbdfe2; --data: #e5f0c6;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
          --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14181d; --ink: #e4e8ec; --faint: #9aa5b1; --rule: #343c45; --wash: #1c2228;
            --link: #7db7ff; --mark: #46390f;
            --edge: #66717d;
            --framing: #2b323a; --integer: #1d3a5c; --floating: #16454d; --text: #1f4527;
            --enumeration: #533f12; --set: #402c60; --composite: #5a2930; --data: #3a4718;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.55 var(--sans); overflow-wrap: break-word; }
        a { color: var(--link); text-decoration: none; }
        a:hover, a:focus-visible { text-decoration: underline; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        code, pre { font-family: var(--mono); font-size: .875em; }
        main { max-width: 66rem; margin: 0 auto; padding: 1rem 1.25rem 6rem; }
        .patterns { position: absolute; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 0 0 .75rem; font-weight: 650; }
        h1 { font-size: 2rem; margin-top: 1rem; }
        h2 { font-size: 1.5rem; padding-bottom: .35rem; border-bottom: 1px solid var(--rule); }
        h3 { font-size: 1.3rem; }
        h4, h5, h6 { font-size: 1.05rem; }
        h1, .level3 > h3 { font-family: var(--mono); letter-spacing: -.01em; }
        .level2 { margin-top: 3.5rem; }
        .level3 { margin-top: 3rem; }
        .level4 { margin-top: 2rem; }
        a.self { color: inherit; }
        small { color: var(--faint); font: 400 .875rem var(--sans); letter-spacing: 0;
          margin-left: .4rem; }
        p { margin: 0 0 1rem; max-width: 46rem; }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
          gap: .5rem 1.5rem; margin: 0 0 1.25rem; }
        dt { color: var(--faint); font-size: .8125rem; }
        dd { margin: 0; }
        ul.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 0 0 1rem;
          padding: 0; list-style: none; font-size: .875rem; color: var(--faint); }
        .swatch { vertical-align: -1px; margin-right: .15rem; }
        .figure, .table { overflow-x: auto; margin: 0 0 1.25rem; }
        table { border-collapse: collapse; font-size: .875rem; line-height: 1.45; min-width: 60%; }
        th { text-align: left; font-weight: 600; color: var(--faint); font-size: .8125rem;
          white-space: nowrap; vertical-align: bottom; }
        th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--rule); }
        td { vertical-align: top; white-space: nowrap; }
        td.words { white-space: normal; min-width: 12rem; }
        th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
        tr:target { background: var(--mark); }
        pre { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--wash); overflow-x: auto;
          border: 1px solid var(--rule); border-radius: 6px; line-height: 1.5; }
        table.example td { border-bottom-width: 0; padding-top: .15rem; padding-bottom: .15rem; }
        table.example td:nth-child(2) { white-space: normal; width: 13.5rem; min-width: 13.5rem; }
        table.example tbody tr:nth-child(odd) { background: var(--wash); }
        table.example .padding td { color: var(--faint); }
        table.example td:first-child { padding-left: .5rem; }

        svg.map { display: block; font-family: var(--mono); }
        .map text { fill: var(--ink); }
        .map .name { font-size: 12px; text-anchor: middle; }
        .map .form, .map .since, .map .rest { font-size: 10px; fill: var(--faint); }
        .map .form, .map .rest { text-anchor: middle; }
        .map .since, .map .offset { text-anchor: end; }
        .map .offset { font-size: 11px; fill: var(--faint); }
        .map .caption { font: 600 12px var(--sans); fill: var(--faint); }
        .map .entry { fill: none; stroke: var(--edge); stroke-dasharray: 4 3; }
        .cell rect, .cell path { fill: var(--framing); stroke: var(--edge); stroke-width: 1; }
        .cell .elided { stroke-dasharray: 3 3; }
        a.cell:hover { text-decoration: none; }
        a.cell:hover rect, a.cell:hover path { stroke: var(--ink); stroke-width: 2; }
        .cell.integer rect { fill: var(--integer); }
        .cell.floating rect { fill: var(--floating); }
        .cell.text rect { fill: var(--text); }
        .cell.enumeration rect { fill: var(--enumeration); }
        .cell.set rect { fill: var(--set); }
        .cell.composite rect { fill: var(--composite); }
        .cell.data rect, .cell.data path { fill: var(--data); }
        .cell.padding rect { fill: url(#hatch); }
        .hatch { stroke: var(--edge); stroke-width: 1.5; }

        nav { font-size: .875rem; line-height: 1.4; padding: 1rem 1.25rem; max-height: 40vh;
          overflow-y: auto; background: var(--wash); border-bottom: 1px solid var(--rule); }
        nav p { margin: 0 0 .5rem; font-weight: 650; }
        nav p a { color: inherit; }
        nav ul { list-style: none; margin: 0; padding: 0; }
        nav li { margin: .2rem 0; }
        nav > ul > li { margin-top: .7rem; }
        nav > ul > li > a { color: var(--faint); font-weight: 600; }
        nav li li { padding-left: .75rem; border-left: 1px solid var(--rule); margin: 0; }
        nav li li a { display: block; padding: .12rem 0; color: inherit; }
        @media (min-width: 72rem) {
          nav { position: fixed; inset: 0 auto 0 0; width: 16rem; max-height: none;
            border-bottom: 0; border-right: 1px solid var(--rule); }
          main { margin-left: 16rem; padding: 1rem 2.5rem 6rem; max-width: 72rem; }
        }
        @media screen { .level3 { content-visibility: auto; contain-intrinsic-size: auto 900px; } }
        @media (max-width: 30rem) {
          body { font-size: 15px; }
          h1 { font-size: 1.5rem; }
        }
        @media print {
          :root { --paper: #fff; --ink: #000; --faint: #444; --link: #000; --wash: #fff; }
          body { font-size: 10pt; }
          nav { position: static; max-height: none; columns: 3; border: 0; padding: 0; }
          main { max-width: none; padding: 0; }
          svg.map { max-width: 100%; height: auto; }
          .figure, .table { overflow: visible; }
          td { white-space: normal; }
          tr, svg.map { break-inside: avoid; }
          h2, h3, h4 { break-after: avoid; }
          .cell rect, .cell path { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
