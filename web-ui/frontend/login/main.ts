import '../theme/base.css'
