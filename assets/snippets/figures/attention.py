import plotly.graph_objects as go

names = [f"{place} {name}" for place, name in enumerate(tokens)]
figure = go.Figure(go.Heatmap(z=weights.tolist(), x=names, y=names, zmin=0, zmax=1, colorscale="Blues"))
figure.update_yaxes(autorange="reversed", title="looks").update_xaxes(title="is looked at")
