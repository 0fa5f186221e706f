# ruff: noqa: E501
"""Two hundred texts of ten classes that would run in a browser if nothing stood in between.

Each calls `fire` with its number: `§` stands for that call, `¤` for the number.
"""

from collections.abc import Iterator
from dataclasses import dataclass

SCRIPTS = r"""
<script>§</script>
<SCRIPT>§</SCRIPT>
<script type="text/javascript">§</script>
<script type=module>§</script>
<script/x>§</script>
<script	>§</script	>
<script src="data:text/javascript,§"></script>
<script src=data:text/javascript;charset=utf-8,§></script>
<script async defer src="data:text/javascript,§"></script>
<svg><script>§</script></svg>
<svg><script href="data:text/javascript,§"></script></svg>
<svg><script xlink:href="data:text/javascript,§"/></svg>
<div><b><script>§</script></b></div>
<script>/* a */ § // b</script>
<script>setTimeout(() => §)</script>
<script>Promise.resolve().then(() => §)</script>
<script nonce="x">§</script>
<script language="javascript1.5">§</script>
<script type="">§</script>
<script id="before">§</script>
"""
BY_THEMSELVES = r"""
<img src=x onerror=§>
<img src="x" onerror="§">
<IMG SRC=x ONERROR=§>
<img/src=x/onerror=§>
<svg onload=§></svg>
<svg/onload=§></svg>
<svg><animate onbegin=§ attributeName=x dur=1s></svg>
<svg><set onbegin=§ attributeName=x></svg>
<svg><image href=x onerror=§></image></svg>
<details open ontoggle=§><summary>a</summary>b</details>
<input autofocus onfocus=§>
<video src=x onerror=§></video>
<video><source src=x onerror=§></video>
<audio src=x onerror=§></audio>
<iframe onload=§></iframe>
<object data=x onerror=§></object>
<style onload=§></style>
<input type=image src=x onerror=§>
<img srcset=x onerror=§>
<picture><source srcset=x><img onerror=§></picture>
"""
WHEN_TOUCHED = r"""
<b onclick=§>a</b>
<b onmouseover=§>a</b>
<a href="https://city.example" onmouseenter=§>a</a>
<a href="https://city.example" onclick=§>a</a>
<p tabindex=0 onfocus=§>a</p>
<button onclick=§>a</button>
<b onpointerenter=§>a</b>
<b onpointerdown=§>a</b>
<b onmousedown=§>a</b>
<b onmousemove=§>a</b>
<b onkeydown=§>a</b>
<b onkeyup=§>a</b>
<b ontouchstart=§>a</b>
<b onwheel=§>a</b>
<b oncontextmenu=§>a</b>
<b ondblclick=§>a</b>
<input oninput=§>
<input onchange=§>
<b ondragstart=§ draggable=true>a</b>
<form onsubmit=§><button>a</button></form>
"""
MARKDOWN_LINKS = r"""
[a](javascript:§)
[a](JavaScript:§)
[a](<javascript:§>)
[a](javascript&#58;§)
[a](java&#115;cript:§)
[a](&#106;avascript:§)
[a](&#x6A;avascript:§)
[a](javascript&colon;§)
[a](java&Tab;script:§)
[a](java&NewLine;script:§)
[a](&#1;javascript:§)
[a](javascript:// city.example/&#10;§)
[a](javascript:%27%27;§)
[a](javascript:void%280%29;§)
[**a**](javascript:§)
[a](javascript:§ "title")
[![b](x.png)](javascript:§)
<javascript:§>
[a](javascript://%250a§)
[a][x]\n\n[x]: javascript:§
"""
HTML_LINKS = r"""
<a href="javascript:§">a</a>
<a href=javascript:§>a</a>
<a href=" javascript:§">a</a>
<a href="java&#9;script:§">a</a>
<a href="java&#10;script:§">a</a>
<a href="&#106;avascript:§">a</a>
<a href="&#x01;javascript:§">a</a>
<a href="JAVASCRIPT:§">a</a>
<a href="javascript&colon;§">a</a>
<form action="javascript:§"><button>a</button></form>
<form><button formaction="javascript:§">a</button></form>
<form id=f></form><button form=f formaction="javascript:§">a</button>
<form><input type=submit formaction="javascript:§"></form>
<svg><a href="javascript:§"><text y=20>a</text></a></svg>
<svg><a xlink:href="javascript:§"><text y=20>a</text></a></svg>
<iframe src="javascript:top.§"></iframe>
<iframe srcdoc="<script>top.§</script>"></iframe>
<map name=m><area shape=default href="javascript:§"></map><img usemap=#m src=x>
<a href="https://city.example" target="x" onclick="§">a</a>
<math><mtext><a href="javascript:§">a</a></mtext></math>
"""
ATTRIBUTES = r"""
![a" onerror="§](images/x.png)
![a" src=x onerror=§ b="](images/x.png)
![a'" onerror='§' "](images/x.png)
![a"><img src=x onerror=§>](images/x.png)
![a](images/x.png" onerror="§)
![a](<images/x.png" onerror="§>)
![a](images/x.png "b" onerror="§")
![a](images/x.png"><script>§</script>)
![a](<images/x.png"><script>§</script>>)
![a](images/x.png?"onerror="§)
[a](https://city.example/"onclick="§)
[a](<https://city.example/"onclick="§>)
[a](<https://city.example/" onmouseover="§>)
[a](<https://city.example"><script>§</script>>)
[a](#x"onclick="§)
[a](<../basics/module.md#b" onclick="§>)
<https://city.example/"onclick="§>
[a](<mailto:a@b.c" onclick="§>)
[a](<tel:5"onclick="§>)
![a" onload="§" onerror="§](images/x.png)
"""
DRAWINGS = r"""
<script>§</script>
<g onload="§"/>
<script type="text/ecmascript">§</script>
<script href="data:text/javascript,§"/>
<script xlink:href="data:text/javascript,§"/>
<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><script>§</script></body></foreignObject>
<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="§"/></foreignObject>
<foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script&gt;top.§&lt;/script&gt;"/></foreignObject>
<a href="javascript:§"><rect width="9" height="9"/></a>
<a xlink:href="javascript:§"><rect width="9" height="9"/></a>
<rect width="9" height="9" onclick="§"/>
<rect width="9" height="9" onmouseover="§"/>
<animate onbegin="§" attributeName="x" dur="1s"/>
<set onbegin="§" attributeName="x"/>
<image href="x" onerror="§" width="9" height="9"/>
<image xlink:href="x" onerror="§" width="9" height="9"/>
<x:script xmlns:x="http://www.w3.org/2000/svg">§</x:script>
<script xmlns="http://www.w3.org/1999/xhtml">§</script>
<script><![CDATA[§]]></script>
<a><animate attributeName="href" values="javascript:§" dur="1s" fill="freeze"/><rect width="9" height="9"/></a>
"""
CONFUSED = r"""
<svg><style><img src=x onerror=§></style></svg>
<math><style><img src=x onerror=§></style></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=§&gt;"><img src=x onerror=§>
<noscript><p title="</noscript><img src=x onerror=§>">
<textarea><p title="</textarea><img src=x onerror=§>">
<title><p title="</title><img src=x onerror=§>"></title>
<style><p title="</style><img src=x onerror=§>"></style>
<xmp><p title="</xmp><img src=x onerror=§>"></xmp>
<template><b></template><img src=x onerror=§>
<select><option><style></option></select><img src=x onerror=§></style></select>
<svg></p><style><a id="</style><img src=x onerror=§>">
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=§>
<table><tr><td><svg><desc><td><img src=x onerror=§>
<math><annotation-xml encoding="text/html"><img src=x onerror=§></annotation-xml></math>
<svg><foreignObject><img src=x onerror=§></foreignObject></svg>
<svg><title><img src=x onerror=§></title></svg>
<!--><img src=x onerror=§>-->
<!--x--!><img src=x onerror=§>
<plaintext hidden></plaintext></p><img src=x onerror=§><svg onload=§>
<a id="x" name="</a><img src=x onerror=§>"></a><img src=x onerror=§>
"""
BROKEN = r'''
<img src=x onerror=§ <b>
<img src=x onerror=§//
<img src="x`onerror" onerror=§ x=`>
<img """><script>§</script>">
<<script>§//<</script>
<img src=x:x onerror\n=§>
<img src=x\nonerror=§>
<IMG """ src=x oNeRrOr=§>
<b/><img/x=">"src=x onerror=§>
<img alt='<' src=x onerror=§>
<img src=x onerror=eval('§')>
<img src=x onerror="&#102;ire(¤)">
<img src=x onerror=&#x66;ire(¤)>
<img src=x onerror=\u0066ire(¤)>
<img src=x onerror=fire`¤`>
<svg><p><style><img src=x onerror=§>
</p></div></section><img src=x onerror=§>
</details></summary><svg onload=§>
</article></main></body><img src=x onerror=§>
<b <img src=x onerror=§>
'''
PLAIN = r"""
<script>§</script>
<img src=x onerror=§>
<svg onload=§>
"><img src=x onerror=§>
'><img src=x onerror=§>
</title><script>§</script>
</h1><script>§</script>
</a><svg/onload=§>
</option></select><img src=x onerror=§>
--><img src=x onerror=§>
<iframe onload=§>
<b onclick=§>a</b>
<a href=javascript:§>a</a>
<input autofocus onfocus=§>
<details open ontoggle=§>
<style onload=§></style>
<video src=x onerror=§>
<body onload=§>
<object data=x onerror=§>
</code></pre><img src=x onerror=§>
"""
CALL, ITS_NUMBER = "§¤"
CLASSES = {
    "scripts": SCRIPTS,
    "handlers that run by themselves": BY_THEMSELVES,
    "handlers that wait for a touch": WHEN_TOUCHED,
    "links in Markdown": MARKDOWN_LINKS,
    "links in HTML": HTML_LINKS,
    "ways out of attributes": ATTRIBUTES,
    "drawings": DRAWINGS,
    "what parsers read differently": CONFUSED,
    "broken mark-up": BROKEN,
    "words that are no Markdown": PLAIN,
}


@dataclass(frozen=True, slots=True)
class Payload:
    """A text that calls `fire(number)`; `turn` counts within its class, from 0."""

    number: int
    kind: str
    turn: int
    text: str


def payloads() -> Iterator[Payload]:
    """All two hundred."""
    number = 0
    for kind, texts in CLASSES.items():
        for turn, line in enumerate(texts.strip("\n").split("\n")):
            number += 1
            text = line.replace("\\n", "\n").replace(CALL, f"fire({number})")
            yield Payload(number, kind, turn, text.replace(ITS_NUMBER, str(number)))
