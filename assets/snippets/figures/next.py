import plotly.graph_objects as go

go.Figure(go.Bar(x=probabilities.tolist(), y=["B follows A", "B is from elsewhere"], orientation="h"))
