import plotly.graph_objects as go

names = [f"{place} {name}" for place, name in enumerate(tokens)]
go.Figure(go.Bar(x=weights[token].tolist(), y=names, orientation="h")).update_yaxes(autorange="reversed")
