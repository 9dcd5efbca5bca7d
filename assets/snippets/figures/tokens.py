import plotly.graph_objects as go

names = [f"{place} {token}" for place, token in enumerate(tokens)]
figure = go.Figure(go.Bar(x=names, y=[len(token.removeprefix("##")) for token in tokens]))
figure.update_yaxes(title="characters")
