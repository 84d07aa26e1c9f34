export { AttentionBar } from './AttentionBar'
export { useAttentionSources } from './attention_sources'
export { CornerSlider } from './CornerSlider'
