import plotly.graph_objects as go

go.Figure(go.Bar(x=list(chances.values()), y=list(chances), orientation="h"))
