/** Colours and sizes of the project's visual design, on white; A4 when printed, one column on a small screen. System fonts only. */

export const REPORT_STYLE = `
:root{color-scheme:light;--surface-3:#ECEFF2;--line:#DFE3E8;--line-2:#C4CBD3;--ink:#151B22;--ink-2:#47525E;--ink-3:#626E7B;
--plan:#1F5FE6;--plan-ink:#174CC0;--today:#46525E;--alt-1:#8A3FA8;--alt-2:#00737E;--good:#01786A;--good-bg:#E6F4F1;--bad:#A3120C;--bad-bg:#FBE7E5;
--undecided:#855600;--undecided-bg:#FDF5E6;--same:#47525E;--same-bg:#ECEFF2;--golden:#B3261E;--delta-n:#1F5FE6;--delta-p:#A8541A}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#fff;color:var(--ink);font:13px/20px "Pretendard GOV","Pretendard","Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",system-ui,sans-serif;font-variant-numeric:tabular-nums;word-break:keep-all;overflow-wrap:break-word}
main{max-width:720px;margin:0 auto;padding:32px 20px 48px}
h1{font-size:27px;line-height:37px;letter-spacing:-.03em;font-weight:740;margin:10px 0 0}
h1 .headline{font-size:23px;line-height:32px}
h2{font-size:17px;line-height:24px;margin:0 0 8px;font-weight:700;letter-spacing:-.01em}
h2 i{font-style:normal;color:var(--ink-3);font-weight:540;margin-right:4px}
h2.plain{font-size:14.5px;line-height:20px;margin:16px 0 6px}
h2 small{font-size:12px;font-weight:420;color:var(--ink-3);margin-left:8px}
h3{font-size:13.5px;line-height:20px;margin:12px 0 4px}
section{margin-top:30px;border-top:1px solid var(--line);padding-top:18px}
p{margin:6px 0}
.brand{display:flex;gap:8px;align-items:center;color:var(--ink-2);margin:0}
.brand b{color:var(--ink)}
.lead{font-size:14.5px;line-height:24px;color:var(--ink-2);margin:8px 0 0}
.warning{background:var(--bad-bg);color:var(--bad);padding:8px 12px;border-radius:6px;font-weight:600}
.none,.note{color:var(--ink-2)}
.none{border-left:3px solid var(--line-2);padding-left:10px}
.note{font-size:12px;line-height:18px}
.two{display:grid;grid-template-columns:minmax(0,1.62fr) minmax(0,1fr);gap:20px;margin-top:6px;align-items:start}
ol.chain{margin:0;padding-left:20px;font-size:12px}
ol.chain li{margin:2px 0;line-height:17px}
.gate{font-size:11.5px;font-weight:600;white-space:nowrap}
.gate.open{color:var(--good)}
.gate.closed{color:#5232A8}
div.table{overflow-x:auto}
div.table:focus-visible{outline:2px solid var(--plan);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:12.5px;margin:10px 0 4px}
caption{text-align:left;font-weight:700;font-size:13.5px;padding:6px 0 4px}
thead{display:table-header-group}
th,td{padding:4px 6px;vertical-align:top;text-align:left}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
th.right,td.right{text-align:right}
td.num{white-space:nowrap}
thead th{font-size:11.5px;line-height:16px;font-weight:600;color:var(--ink-2);border-bottom:1.5px solid var(--ink);vertical-align:bottom}
tbody th{font-weight:420}
tbody tr{border-bottom:1px solid var(--line);break-inside:avoid}
tr.group th{font-weight:680;padding-top:9px;border-bottom:0;break-after:avoid}
tr.group{border-bottom:0;break-after:avoid}
small{font-size:11px;color:var(--ink-2);font-weight:420}
b.plan{color:var(--plan-ink)}
code{font:11.5px/16px "JetBrains Mono",ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere;word-break:break-all}
ul{margin:4px 0;padding-left:18px}
li{margin:2px 0}
figure{margin:8px 0;break-inside:avoid-page}
figure.map{margin:10px 0 0}
figcaption{font-size:11.5px;color:var(--ink-3)}
svg{display:block;width:100%;height:auto}
figure.map svg{border:1px solid var(--line);border-radius:6px}
.brand svg{width:20px;flex:none}
svg text{font-family:inherit}
.tick{font-size:11px;fill:var(--ink-3)}
.tick[fill]{fill:var(--golden)}
.label{font-size:12.5px;fill:var(--ink)}
.label.small{font-size:11.5px}
.strong{font-weight:700}
.grid{stroke:var(--line);stroke-width:1}
.axis{stroke:var(--ink-2);stroke-width:1.4}
.pin{font-size:21px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
.water{font-size:22px;font-style:italic;letter-spacing:.3em;fill:#2C5F74;paint-order:stroke;stroke:#ffffffb0;stroke-width:4px}
.scale{font-size:18px;fill:#151B22}
.badge{display:inline-block;border-radius:4px;padding:0 6px;font-size:11.5px;line-height:18px;font-weight:600;white-space:nowrap}
.badge.better{color:var(--good);background:var(--good-bg)}
.badge.worse{color:var(--bad);background:var(--bad-bg)}
.badge.undecided{color:var(--undecided);background:var(--undecided-bg)}
.badge.same{color:var(--same);background:var(--same-bg)}
footer{margin-top:30px;border-top:1px solid var(--line);padding-top:8px;display:flex;gap:16px;justify-content:space-between;font-size:11.5px;line-height:16px;color:var(--ink-3)}
@media (max-width:640px){.two{grid-template-columns:1fr}main{padding:20px 14px}table{font-size:12px}h1{font-size:23px;line-height:31px}}
@page{size:A4;margin:15mm 16mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:10px system-ui,sans-serif;color:#626E7B}}
@media print{div.table{overflow:visible}main{max-width:none;padding:0}body{font-size:12px;line-height:18px}section{margin-top:20px;padding-top:12px}h2,h3,caption{break-after:avoid}.cover-page{break-after:page}a{color:inherit;text-decoration:none}}
`;
